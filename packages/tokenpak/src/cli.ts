export * from "@tokenpak/cli";
