export * from "@tokenpak/registry";
