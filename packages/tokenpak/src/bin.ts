import { main } from "@tokenpak/cli";

process.exitCode = await main();
