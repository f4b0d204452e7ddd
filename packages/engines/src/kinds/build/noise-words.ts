/** Words by which a test runner says that a test passed or was skipped. */
export const STATUS_WORDS: ReadonlySet<string> = new Set(
  (
    "✓ ✔ √ ☑ ▶ ↓ ○ ◌ ﹣ ok ok, PASS PASS: PASSED Passed passed pass SKIPPED Skipped skipped SKIP SKIP: XFAIL xfail xpass XPASS ignored " +
    "OK ] UP-TO-DATE NO-SOURCE FROM-CACHE CACHED"
  ).split(" "),
);

/** Words that begin a report of progress. */
export const PROGRESS_WORDS: ReadonlySet<string> = new Set(
  (
    "Compiling Checking Building Linking Generating Installing Downloading Downloaded Fetching Fetched Resolving Resolved " +
    "Collecting Preparing Unpacking Extracting Copying Moving Creating Created Updating Locking Adding Removing Running Fresh " +
    "Dirty Packaging Processing Using Requirement Obtaining Selecting Scanning Analyzing Analysing Transforming Rendering Bundling " +
    "Emitting Writing Reading Loading Pulling Pushing Preparing Verifying Waiting Entering Leaving Get: Hit: Ign: Setting Cleaning " +
    "Cloning Receiving Counting Compressing Documenting Archiving Progress Progress: Progress(1): CC CXX LD AR AS RUN RUN: === " +
    "[INFO] # -- --- > ---> Step cached Testing Doc-tests Executing executing replaying collecting Transformed"
  ).split(" "),
);
