export * from "@tokenpak/engines";
