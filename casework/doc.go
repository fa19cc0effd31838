// Package casework is the domain of Silian: journal entries, the folds that turn
// them into cases and village days, the state table, clocks, permissions and
// figures. It is pure: no input or output, no time.Now, no randomness; time and
// ids come in as arguments, so that the same entries give the same answer on
// every machine.
package casework
