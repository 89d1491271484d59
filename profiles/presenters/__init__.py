"""What pages about oneself say, worked out beforehand. No page computes."""
