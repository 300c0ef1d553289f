using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Runs.Folder;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>The commands that repeat, check and use the run.</summary>
internal static class AgainSection
{
    public static string Write(ReportContext context)
    {
        var text = new StringBuilder("## Run it again\n\n");
        text.Append(Promise(context.Settings)).Append("\n\n");
        List<string> lines = [Again(context.Settings), $"longhaul verify {Quoted(context.Settings.Run)}"];
        if (context.Champion is { Experiment: { } experiment })
            lines.Add($"longhaul verify {Quoted(context.Settings.Run)} --rerun {experiment}");
        lines.Add($"longhaul export {Quoted(context.Settings.Run)}");
        return text.Append(MarkdownText.CodeBlock(string.Join('\n', lines), "sh")).ToString();
    }

    private static string Promise(RunSettings settings)
    {
        const string other = "so the same command may try other candidates; what it recorded can be checked and repeated one by one.";
        return settings switch
        {
            { HasTeam: true } => $"A language model answers differently from time to time, {other}",
            { Clockless: false } => $"This run's decisions looked at the clock, {other}",
            { Workers: > 1 } => $"Experiments ran side by side, and which of them ended first had a say, {other}",
            _ => "No decision of this run looked at a clock: the same command gives the same submission.",
        };
    }

    /// <summary>The command that asks for the same run.</summary>
    private static string Again(RunSettings settings)
    {
        var line = new StringBuilder("longhaul run ").Append(Quoted(settings.TaskSource ?? settings.Task));
        if (settings.Model != "builtin")
            line.Append(" --model ").Append(Quoted(settings.Model));
        if (settings.Models.GetValueOrDefault(ModelChoice.Everybody)?.BaseUrl is { } url)
            line.Append(" --base-url ").Append(Quoted(url));
        foreach (var (key, value) in settings.Answers)
            line.Append(" --answer ").Append(Quoted($"{key}={value}"));
        if (settings.Files is { } files)
            line.Append(" --files ").Append(Quoted(files));
        foreach (var pipeline in settings.Pipelines)
            line.Append(" --pipeline ").Append(Quoted(pipeline.Name));
        if (settings.Web)
            line.Append(" --web");
        if (settings.Packages.Count > 0)
            line.Append(" --packages ").AppendJoin(',', settings.Packages);
        if (settings.MaxCostUsd is { } dollars)
            line.Append(CultureInfo.InvariantCulture, $" --max-cost {dollars}");
        if (settings.MaxTokens is { } tokens)
            line.Append(CultureInfo.InvariantCulture, $" --max-tokens {tokens}");
        if (settings.Workers > 1 || settings.UsualWorkers > 1)
            line.Append(CultureInfo.InvariantCulture, $" --workers {settings.Workers}");
        if (settings.Cold)
            line.Append(" --cold");
        foreach (var part in settings.Ablate)
            line.Append(" --ablate ").Append(Quoted(part));
        if (settings.Policy != "greedy")
            line.Append(" --policy ").Append(Quoted(settings.Policy));
        if (Words.Budget(settings) is { Length: > 0 } budget)
            line.Append(' ').Append(budget);
        line.Append(CultureInfo.InvariantCulture, $" --seed {settings.Seed}");
        if (settings.Python is { } python)
            line.Append(" --python ").Append(Quoted(python));
        if (settings.Gpus.Count > 0)
            line.Append(" --gpus ").Append(Gpus(settings.Gpus));
        if (settings.Sandbox != "bwrap")
            line.Append(" --sandbox ").Append(Quoted(settings.Sandbox));
        return line.ToString();
    }

    // A number alone would be how many; the same index twice is that one.
    private static string Gpus(IReadOnlyList<int> indices) => indices is [var only] ? only == 0 ? "1" : $"{only},{only}" : string.Join(',', indices);

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsLetterOrDigit(character) || "-_./:@%+=,".Contains(character))
            ? argument
            : "'" + argument.ReplaceLineEndings(" ").Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
