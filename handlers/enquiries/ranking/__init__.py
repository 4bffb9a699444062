"""Of all that could be answered to a question about a programme, the likeliest: learnt from judged ones."""
