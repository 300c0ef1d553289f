using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>First pipelines for small images: their shapes, their colours, their plain pixels.</summary>
internal static class ImageRecipes
{
    public static IEnumerable<PlannedPipeline> Of(Ingredients from)
    {
        yield return new(0, "extra-trees", "Randomised trees on pixels, a few", "A first look at what single pixels tell.", from.Make(ModelSpec.Of("extra-trees", ("trees", "60")), from.ForTrees(native: false, missing: false)));
        if (HasOneImage(from))
            yield return new(1, "cnn", "A small convolutional network", "It learns what parts look like, wherever they stand; shifted, turned and zoomed copies make few images many.", Network(from, ModelSpec.Of("cnn")));
        foreach (var planned in OnShapes(from).Concat(OnPixels(from)))
            yield return planned;
    }

    /// <summary>Gradients say what shapes there are whatever the light; colours say what pixels in grey can't.</summary>
    private static IEnumerable<PlannedPipeline> OnShapes(Ingredients from)
    {
        FeatureStep shapes = FeatureStep.Of("hog"), fine = FeatureStep.Of("hog", ("cell", "4"), ("pca", "120")), colours = FeatureStep.Of("colours");
        FeatureStep[] forTrees = [.. from.ForTrees(native: false, missing: false).Where(step => step.Kind != "pixels")], forSums = [.. from.ForSums().Where(step => step.Kind != "pixels")];
        if (from.Rows <= 6000)
            yield return new(1, "svm", "Support vector machine on shapes", "A smooth boundary among images that are told by their edges.", from.Make(ModelSpec.Of("svm", ("scale", "none")), [.. forTrees, fine]));
        yield return new(1, "linear", "Linear model on shapes and colours", "Which way edges run tells things apart, wherever they lie and however bright they are.", from.Make(from.Linear(), [.. forSums, shapes, colours]));
        if (HasOneImage(from))
            yield return new(1, "cnn", "A wider convolutional network, images mirrored", "More to tell parts by; and what is mirrored may still be the same.", Network(from, ModelSpec.Of("cnn", ("width", "24"), ("flip", "horizontal"))));
        yield return new(1, "extra-trees", "Randomised trees on shapes and colours", "Many random trees vote well on many weak hints.", from.Make(ModelSpec.Of("extra-trees", ("trees", "400")), [.. forTrees, shapes, colours]));
        yield return new(2, "neighbours", "Nearest images by their shapes", "Images whose edges lie alike mostly show the same.", from.Make(ModelSpec.Of("neighbours", ("k", "5"), ("scale", "none")), [.. forSums, fine]));
        yield return new(2, "lightgbm", "LightGBM on shapes and colours", "Boosting corrects what the forest gets wrong.", from.Make(Boosted(from), [.. forTrees, shapes, colours]));
    }

    private static IEnumerable<PlannedPipeline> OnPixels(Ingredients from)
    {
        yield return new(1, "extra-trees", "Randomised trees on pixels", "Many random trees vote well on pixels, none of which matters alone.", from.Make(ModelSpec.Of("extra-trees", ("trees", "500")), from.ForTrees(native: false, missing: false)));
        yield return new(2, "neighbours", "Nearest images", "Images that lie close, pixel by pixel, mostly show the same.", from.Make(ModelSpec.Of("neighbours", ("k", "4"), ("scale", "none")), from.ForSums()));
        if (from.Rows <= 6000)
            yield return new(2, "svm", "Support vector machine on pixels", "A smooth boundary in the space of images does well where there are few of them.", from.Make(ModelSpec.Of("svm", ("scale", "none")), from.ForTrees(native: false, missing: false)));
        yield return new(3, "linear", "Linear model on pixels", "A weight per pixel: weak alone, different from trees.", from.Make(from.Linear(), from.ForSums()));
        yield return new(3, "lightgbm", "LightGBM on pixels", "Boosting corrects what the forest gets wrong.", from.Make(Boosted(from), from.ForTrees()));
        yield return new(2, "neighbours", "Nearest images, fewer pixels", "Coarser pixels forgive a shift.", from.Make(ModelSpec.Of("neighbours", ("k", "4"), ("scale", "none")), [.. from.ForSums().Where(step => step.Kind != "pixels"), FeatureStep.Of("pixels", ("size", "14"))]));
        yield return new(2, "extra-trees", "Randomised trees on fewer pixels", "Each tree sees more of the image through coarser pixels.", from.Make(ModelSpec.Of("extra-trees", ("trees", "500")), [.. from.ForTrees(native: false, missing: false).Where(step => step.Kind != "pixels"), FeatureStep.Of("pixels", ("size", "14"))]));
    }

    /// <summary>Whether a network can look at the rows: it takes one image each.</summary>
    private static bool HasOneImage(Ingredients from) => from.Count(ColumnRole.Image) == 1;

    private static Pipeline Network(Ingredients from, ModelSpec model) => from.Only([ColumnRole.Image], model, FeatureStep.Of("image-array"));

    private static ModelSpec Boosted(Ingredients from) => from.LightGbm(
        ("rounds", "400"), ("early_stopping", "20"), ("learning_rate", "0.15"), ("num_leaves", "15"), ("feature_fraction", "0.2"), ("bagging_fraction", "0.8"), ("bagging_freq", "1"));
}
