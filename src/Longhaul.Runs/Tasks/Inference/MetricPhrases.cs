using System.Text.RegularExpressions;

namespace Longhaul.Runs.Tasks.Inference;

/// <summary>Finds a metric's name in the prose of a competition's description.</summary>
internal static class MetricPhrases
{
    private const int MaxCharacters = 200_000;

    /// <summary>How people write each metric. The first that matches at a place wins, so the more specific stand first.</summary>
    private static readonly (string Metric, string Pattern)[] Phrases =
    [
        ("mcrmsle", @"column-?wise root[ -]mean[ -]squared?[ -]log|mcrmsle"),
        ("mcrmse", @"column-?wise root[ -]mean[ -]squared?[ -]error|mcrmse|mean over the target columns of the root mean squared error"),
        ("rmsle", @"root[ -]mean[ -]squared?[ -](log|error (\(rmse\) )?(between|of) the (natural )?log)|\bmean[ -]squared?[ -]log|\brmsle\b|\bmsle\b"),
        ("qwk", @"quadratic(ally)?[ -]weighted[ -](cohen'?s )?kappa|quadratic kappa|\bqwk\b"),
        ("mean_roc_auc", @"column-?wise (roc )?auc|average of the individual aucs|mean (roc )?auc|averaged? area under the (roc|receiver)"),
        ("roc_auc", @"normali[sz]ed gini|area under the (roc|receiver)|area under the curve|\broc[ -]?auc\b|\bauc-?roc\b|\bauroc\b|\bauc\b"),
        ("log_loss", @"log(arithmic)?[ -]?loss|cross-?entropy"),
        ("balanced_accuracy", @"balanced accuracy"),
        ("weighted_f1", @"weighted[ -](averaged?[ -])?f1"),
        ("macro_f1", @"macro[ -](averaged?[ -])?f1|\bf1[ -]macro"),
        ("micro_f1", @"micro[ -](averaged?[ -])?f1|\bf1[ -]micro"),
        ("f1", @"\bf1\b|\bf-?score\b|\bf-?measure\b|\bf-?(0\.5|[2-5])[ -]?(score|measure)\b"),
        ("smape", @"symmetric mean absolute percentage error|\bsmape\b"),
        ("mape", @"mean absolute percentage error|\bmape\b"),
        ("median_ae", @"median absolute error"),
        ("mae", @"mean absolute error|\bmae\b"),
        ("rmse", @"root[ -]mean[ -]squared?[ -]error|\brmse\b"),
        ("mse", @"mean[ -]squared?[ -]error|\bmse\b"),
        ("map_at_k", @"mean average precision ?@|\bmap ?@ ?k?\d*"),
        ("average_precision", @"average precision|area under the precision"),
        ("ndcg_at_k", @"\bndcg\b|discounted cumulative gain"),
        ("mcc", @"matthews correlation|\bmcc\b"),
        ("kappa", @"cohen'?s kappa|kappa"),
        ("brier", @"brier"),
        ("jaccard", @"jaccard"),
        ("levenshtein", @"levenshtein|edit distance"),
        ("pearson", @"pearson"),
        ("spearman", @"spearman"),
        ("pinball", @"pinball|quantile loss"),
        ("r2", @"coefficient of determination|\br2\b|\br\^2|r²|r-squared"),
        ("accuracy", @"accuracy|percentage of (correct|images|passengers)|fraction of correct|misclassification"),
    ];

    private static readonly (string Metric, Regex Pattern)[] Compiled =
        [.. Phrases.Select(phrase => (phrase.Metric, Pattern(phrase.Pattern)))];

    private static readonly Regex Telling = Pattern("metric|evaluat|scored|judged");

    /// <summary>
    /// The metrics that the text names, with the words that name them: first those in sections under a heading of a metric or of evaluation, then those in
    /// paragraphs that speak of one, then all; within each in their order.
    /// </summary>
    public static IEnumerable<(string Metric, string Words)> Find(string description)
    {
        var paragraphs = Paragraphs(description);
        return Sections(paragraphs).Concat(paragraphs.Where(paragraph => Telling.IsMatch(paragraph))).Concat(paragraphs).SelectMany(In);
    }

    /// <summary>Whether the text has a section about a metric or evaluation.</summary>
    public static bool HasSection(string description) => Sections(Paragraphs(description)).Any();

    private static IEnumerable<string> Sections(string[] paragraphs)
    {
        var inside = false;
        foreach (var paragraph in paragraphs)
        {
            if (paragraph.StartsWith('#'))
                inside = Telling.IsMatch(paragraph.Split('\n')[0]);
            if (inside)
                yield return paragraph;
        }
    }

    // Of the metrics that match at one place the most specific.
    private static IEnumerable<(string Metric, string Words)> In(string paragraph) => Compiled
        .Select((phrase, order) => (phrase.Metric, Match: phrase.Pattern.Match(paragraph), order))
        .Where(hit => hit.Match.Success)
        .OrderBy(hit => hit.Match.Index)
        .ThenBy(hit => hit.order)
        .Select(hit => (hit.Metric, hit.Match.Value.Trim()));

    /// <summary>Linear in the text's length, whatever a stranger's description holds.</summary>
    private static Regex Pattern(string pattern) => new(
        pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(10));

    private static string[] Paragraphs(string text) => (text.Length > MaxCharacters ? text[..MaxCharacters] : text)
        .ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
