"""The real data of the programme in the folder `sample`, row by row, as the packages take them."""
