using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>First pipelines for texts, alone or beside other columns.</summary>
internal static class TextRecipes
{
    public static IEnumerable<PlannedPipeline> Of(Ingredients from)
    {
        FeatureStep words = FeatureStep.Of("tfidf", ("max_n", "2")), characters = FeatureStep.Of("tfidf", ("analyzer", "char_wb"), ("min_n", "2"), ("max_n", "5"), ("min_df", "3"));
        FeatureStep[] rest = [.. from.ForSums().Where(step => step.Kind != "tfidf")];
        var linear = ModelSpec.Of("linear");
        yield return new(0, "linear", "Words, linear", "Which words occur is most of what a short text says; a linear model reads it in seconds.", from.Only([ColumnRole.Text], linear, words));
        if (from.HasBeside(ColumnRole.Text))
        {
            yield return new(1, "linear", "Words and the other columns, linear", "What stands beside the texts may say as much as they do, and costs little.", from.Make(linear, [words, .. rest]));
            yield return new(1, "lightgbm", "LightGBM on style and the other columns", "How a text is written and what stands beside it, without its words: trees find their combinations in seconds.", from.Make(Boosted(from), from.ForTrees().Where(step => step.Kind != "tfidf")));
        }

        if (from.IsClasses)
            yield return new(1, "nb-svm", "Words and pieces of words by their naive Bayes ratios", "How much likelier a word is in a class weighs it before the fit: strong on short texts.", from.Only([ColumnRole.Text], ModelSpec.Of("nb-svm"), words, characters));
        yield return new(from.IsClasses ? 2 : 1, "linear", "Words, characters and the other columns, linear", "Pieces of words survive odd spelling, and length and style add to them.", from.Make(linear, [words, characters, .. rest]));
        yield return new(1, "linear", "Pieces of words, linear", "Character n-grams alone are often as good as words, and err differently.", from.Only([ColumnRole.Text], linear, characters));
        yield return new(1, "lightgbm", "LightGBM on themes, style and the other columns", "Trees find combinations that a sum can't, on few dense features.", from.Make(Boosted(from), from.ForTrees()));
        yield return new(2, "linear", "Words and their pieces weighed by naive Bayes, linear", "What tells classes apart gets more room: a linear model on naive Bayes' ratios is hard to beat on short texts.", from.Only([ColumnRole.Text], linear, words.With("nb", "1"), characters.With("nb", "1")));
        yield return new(2, "lightgbm", "LightGBM on words", "Trees on single words catch rules like “this word and no link”.", from.Make(Boosted(from), [FeatureStep.Of("tfidf", ("max_n", "1"), ("min_df", "5"), ("max_features", "3000")), .. from.ForTrees().Where(step => step.Kind != "tfidf")]));
        yield return new(2, "extra-trees", "Extremely randomised trees on themes and style", "A different kind of forest for the blend.", from.Make(ModelSpec.Of("extra-trees"), from.ForTrees(native: false, missing: false)));
    }

    private static ModelSpec Boosted(Ingredients from) => from.LightGbm(
        ("rounds", "2000"), ("early_stopping", "50"), ("learning_rate", "0.05"), ("num_leaves", "15"), ("feature_fraction", "0.5"), ("bagging_fraction", "0.8"), ("bagging_freq", "1"));
}
