"""Results of a project: indicators with baseline, targets and actual values by period. A blank is never a zero."""
