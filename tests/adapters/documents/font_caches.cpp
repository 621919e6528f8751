// SPDX-License-Identifier: Apache-2.0
// Fontconfig keeps its caches until the process ends and the leak checker counts them; what we
// allocate is still checked.
extern "C" const char* __lsan_default_suppressions() { // NOLINT(bugprone-reserved-identifier)
    return "leak:libfontconfig\nleak:libpangoft2\nleak:libpango-1\nleak:libcairo\nleak:libglib\n";
}
