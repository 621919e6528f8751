// SPDX-License-Identifier: Apache-2.0
// A precompiled header belongs to a target that compiles something.
