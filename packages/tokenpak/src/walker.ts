export {
  type DirectoryWalk,
  type WalkedFile,
  type WalkOptions,
  walkDirectory,
} from "@tokenpak/connectors";
