using Longhaul.Runs.Tasks.Inference;
using Longhaul.Runs.Tasks.Sources;

namespace Longhaul.Runs.Tasks.Reading;

/// <summary>The metric of a task that doesn't state one: answered, or from the description, or the usual one for the kind of problem.</summary>
internal sealed class MetricChoice(TaskLocation location, AnswerBook book)
{
    private const int MaxDescriptionBytes = 1 << 20;

    /// <summary>The metric; null where only a person can tell.</summary>
    /// <exception cref="UserErrorException">The answer is no metric.</exception>
    public MetricSpec? Choose(TaskFiles files, TaskTables tables, ColumnRoles roles)
    {
        if (roles.Targets.FirstOrDefault(target => !tables.Train.Has(target)) is { } missing)
            throw new TaskPackageException(location.Folder, $"{files.Train} has no column '{missing}'.{NearestName.Hint(missing, tables.Train.Names)}");
        var shape = TargetShape.Of(roles, tables.Train, tables.Sample);
        var (usual, why) = MetricInference.Default(shape);
        var text = files.Description is { } description ? Beginning(files.At(description)) : "";
        var (proposed, said) = MetricInference.Choose(MetricPhrases.Find(text), shape);
        var words = proposed is null ? null : $"{files.Description} says '{said}'";
        if (location.Layout == TaskLayout.Prepared || book.Given("metric") is not null)
        {
            var asked = words is null ? "Which metric scores the submissions? The files don't say." : $"Which metric scores the submissions? ({words})";
            var question = new TaskQuestion("metric", asked) { Options = MetricInference.Options(shape), Default = proposed };
            var name = book.Ask(question);
            book.Infer(Problem(name ?? proposed ?? usual));
            return name is null ? null : Spec(name, name == proposed ? said : null);
        }

        book.Infer(Problem(proposed ?? usual));
        book.Infer($"metric: {proposed ?? usual} ({words ?? why})");
        if (proposed is null && MetricPhrases.HasSection(text))
            book.Warn($"{files.Description} has a section about the metric, but none that is known is named there: {usual} is taken, as {why}. Name another with --answer metric=NAME.");
        return Spec(proposed ?? usual, said);

        string Problem(string metric) => $"problem: {shape.As(MetricNames.All[metric].Kind).Describe(roles.Predictions.Count)}";
    }

    /// <summary>The metric; <c>MAP@5</c> gives it its <c>k</c>, <c>F0.5 score</c> its <c>beta</c>.</summary>
    private static MetricSpec Spec(string name, string? words)
    {
        var usual = MetricNames.Usual(name);
        var number = words is null ? "" : string.Concat(words.Where(letter => char.IsAsciiDigit(letter) || letter == '.')).Trim('.');
        var option = name.EndsWith("_at_k", StringComparison.Ordinal) ? "k" : name == "f1" && number != "1" ? "beta" : null;
        return option is null || number.Length is 0 or > 4 ? usual : usual with { Options = new Dictionary<string, string>(StringComparer.Ordinal) { [option] = number } };
    }

    private static string Beginning(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[Math.Min(stream.Length, MaxDescriptionBytes)];
        return System.Text.Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
