"""What the stages hand to each other: values with places, dimensions, tensors, graphs, programs. Inert data only."""
