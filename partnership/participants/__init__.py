"""People on their way: identity apart from the journey, one participation per project and strand, dated pathway events."""
