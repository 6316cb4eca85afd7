// fragment offered(dataset): a published entry that is shared; every unit may see what it describes.
dataset.listing = 'LISTED' AND dataset.status = 'PUBLISHED' AND dataset.sharing_class IN ['UNCONDITIONAL', 'CONDITIONAL']
