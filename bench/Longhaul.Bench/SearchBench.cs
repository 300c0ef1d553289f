using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Longhaul.Bench;

/// <summary>
/// Compares variants of the search by what they reach: each program (a launcher of a checkout) runs the same tasks with the same seeds and as many
/// experiments, and the grades on the private rows are set side by side. Choices rest on this, not on development scores.
/// </summary>
internal sealed class SearchBench(SearchBenchOptions options, TextWriter output)
{
    /// <summary>Runs everything, one run after the other, and prints a Markdown table: the median grade per task and program, and the medals.</summary>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("longhaul-search-").FullName;
        var results = new List<SearchResult>();
        foreach (var (task, seed, program) in options.Runs)
        {
            var result = await RunAsync(program, task, seed, Path.Combine(folder, $"{results.Count}"));
            results.Add(result);
            Console.Error.WriteLine($"{task} seed {seed} {program}: {result.Grade?.ToString("0.#####", CultureInfo.InvariantCulture) ?? "no grade"}");
        }

        Print(results);
        Directory.Delete(folder, recursive: true);
        return results.TrueForAll(result => result.Grade is not null) ? 0 : 1;
    }

    private async Task<SearchResult> RunAsync(string program, string task, int seed, string folder)
    {
        string[] limit = options.Budget is { } budget ? ["--budget", budget] : ["--max-experiments", options.Experiments.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(
            program, ["run", Path.Combine(Launcher.Repository, "tasks", task), .. limit, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--out", folder, "--json", "--yes"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return SearchResult.Of(program, task, process.ExitCode == 0 ? JsonDocument.Parse(text).RootElement : null);
    }

    private void Print(List<SearchResult> results)
    {
        output.WriteLine($"| task | {string.Join(" | ", options.Programs.Select((program, i) => $"{(char)('A' + i)}: {program}"))} |");
        output.WriteLine($"| --- |{string.Concat(options.Programs.Select(_ => " --- |"))}");
        foreach (var task in options.Tasks)
        {
            var cells = options.Programs.Select(program => Cell([.. results.Where(result => result.Task == task && result.Program == program)]));
            output.WriteLine($"| {task} | {string.Join(" | ", cells)} |");
        }
    }

    private static string Cell(SearchResult[] runs)
    {
        var grades = runs.Select(run => run.Grade).OfType<double>().ToList();
        if (grades.Count == 0)
            return "no grade";
        var medals = string.Join(' ', runs.Select(run => run.Medal));
        return string.Create(CultureInfo.InvariantCulture, $"{Figure.Median(grades):0.#####} ({grades.Min():0.#####} to {grades.Max():0.#####}; {medals}; {runs.Average(run => run.Seconds):0} s)");
    }

    private sealed record SearchResult(string Program, string Task, double? Grade, string Medal, double Seconds)
    {
        public static SearchResult Of(string program, string task, JsonElement? result)
        {
            if (result is not { } run || !run.TryGetProperty("grade", out var grade) || grade.ValueKind != JsonValueKind.Object)
                return new SearchResult(program, task, null, "none", 0);
            return new SearchResult(program, task, grade.GetProperty("score").GetDouble(), grade.GetProperty("medal").GetString() ?? "none", run.GetProperty("wall_s").GetDouble());
        }
    }
}
