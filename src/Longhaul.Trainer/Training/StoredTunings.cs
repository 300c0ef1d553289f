using System.Text.Json;
using Longhaul.Pipelines;
using Longhaul.Trainer.Models;

namespace Longhaul.Trainer.Training;

/// <summary>What an experiment's folds chose, as its <c>metrics.json</c> says, for a fit on more rows.</summary>
public sealed class StoredTunings
{
    // A fold that trained on clearly fewer rows than the largest one says less about a fit on all rows.
    private const double LeastShare = 0.9;

    // With many times the rows the best number of rounds grows more slowly than they do.
    private const double MostGrowth = 2;

    private readonly FoldNote[] _folds;

    private StoredTunings(FoldNote[] folds) => _folds = folds;

    /// <summary>Reads the experiment's notes.</summary>
    /// <exception cref="PipelineException">The file is missing or holds no notes.</exception>
    public static StoredTunings Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var notes = JsonSerializer.Deserialize(stream, TrainingNotesJson.Default.TrainingNotes);
            return notes?.Folds is { Count: > 0 } folds && folds.All(fold => fold.Rows > 0 && fold.Tuning is not null)
                ? new StoredTunings([.. folds])
                : throw new PipelineException($"{path}: holds no notes on folds");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new PipelineException($"{path}: no notes that can be read: {problem.Message}");
        }
    }

    /// <summary>
    /// A tuning for a fit on <paramref name="rows"/> rows: per choice the median over folds; <c>rounds</c> scaled by how many more rows there are.
    /// Null where nothing was chosen, so that the fit chooses for itself.
    /// </summary>
    public Tuning? For(int target, int rows)
    {
        var most = _folds.Max(fold => fold.Rows);
        FoldNote[] large = [.. _folds.Where(fold => fold.Rows >= LeastShare * most && fold.Tuning.Count > target && fold.Tuning[target].Count > 0)];
        if (large.Length == 0)
            return null;
        var values = Tuning.None.Values;
        foreach (var name in large[0].Tuning[target].Keys.Where(name => Array.TrueForAll(large, fold => fold.Tuning[target].ContainsKey(name))))
            values = values.Add(name, Median([.. large.Select(fold => Scaled(name, fold.Tuning[target][name], rows / (double)fold.Rows))], name));
        return new Tuning(values);
    }

    /// <summary>Wall time that a fit on so many rows should take, from what the folds took; zero where they don't say.</summary>
    public TimeSpan Expected(int rows) => TimeSpan.FromSeconds(_folds.Min(fold => fold.Seconds / fold.Rows) * rows);

    private static double Scaled(string name, double value, double growth) => IsCount(name) ? value * Math.Clamp(growth, 1, MostGrowth) : value;

    private static double Median(double[] values, string name)
    {
        Array.Sort(values);
        var middle = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        return IsCount(name) ? Math.Max(1, Math.Round(middle)) : middle;
    }

    private static bool IsCount(string name) => name == "rounds";
}
