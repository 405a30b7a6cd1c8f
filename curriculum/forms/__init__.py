"""What is filled in of a plan: a block, the texts around the blocks, the questions."""
