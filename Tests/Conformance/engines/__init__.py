"""The two engines under comparison: one that speaks cedar-line/1, and the official one."""
