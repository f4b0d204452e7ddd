export * from "@tokenpak/budget";
