export * from "@tokenpak/connectors";
