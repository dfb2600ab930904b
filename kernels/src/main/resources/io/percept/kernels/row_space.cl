// The rows of a loss lie in local memory in the programs that begin with this text.

#define ROW_SPACE __local
