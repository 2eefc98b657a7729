"""The inbox: the pages on which a support team spends its day."""
