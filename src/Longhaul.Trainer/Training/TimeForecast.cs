using System.Globalization;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;

namespace Longhaul.Trainer.Training;

/// <summary>Foretells from the folds that are done whether the rest can finish, so that hopeless work ends early.</summary>
public static class TimeForecast
{
    // The first fold also chooses hyper-parameters and reads the columns; a later one takes between a twentieth of its time (rounds of trees on words) and all of
    // it (forests). What is hopeless even at this share ends here; the second fold tells the rest.
    private const double LeastShareOfFirst = 0.2;

    // For the folds of a time split, which choose anew.
    private const double ShareOfFirst = 0.6;

    /// <summary>
    /// What one fit may take of the time in all: the fits in equal parts, two more for the first fold's choice of hyper-parameters or, where every fold
    /// chooses anew, as many again, and a tenth for reading and writing. Folds that run side by side take longer each, and less in all.
    /// </summary>
    public static TimeSpan? Share(TimeSpan? limit, int fits, bool chooseAnew) => limit * 0.9 / (chooseAnew ? 2 * fits : fits + 2);

    /// <summary>Gives up where the first fold shows that the rest can't finish in time.</summary>
    /// <param name="first">The first fold.</param>
    /// <param name="abreast">Folds that run side by side from now on; two that share the cores take nearly as long as one after the other.</param>
    /// <param name="elapsed">Wall time so far.</param>
    /// <param name="limit">Wall time in all.</param>
    /// <exception cref="OutOfTimeException">The forecast goes beyond the limit.</exception>
    public static void Check(FoldNote first, TrainingData data, int abreast, TimeSpan elapsed, TimeSpan limit) =>
        Check(1, data.Fits, elapsed + TimeSpan.FromSeconds(Rest(first, data) * (abreast > 1 ? 0.75 : 1)), limit);

    /// <summary>Gives up where the folds since the first one show that the rest can't finish in time.</summary>
    /// <param name="later">Folds that are done, without the first; with none nothing is known yet.</param>
    /// <param name="fits">Folds in all.</param>
    /// <param name="abreast">Folds that run side by side.</param>
    /// <param name="elapsed">Wall time so far.</param>
    /// <param name="limit">Wall time in all.</param>
    /// <exception cref="OutOfTimeException">The forecast goes beyond the limit.</exception>
    public static void Check(IReadOnlyCollection<FoldNote> later, int fits, int abreast, TimeSpan elapsed, TimeSpan limit)
    {
        if (later.Count > 0)
            Check(later.Count + 1, fits, elapsed + TimeSpan.FromSeconds(later.Average(fold => fold.Seconds) * (fits - 1 - later.Count) / abreast), limit);
    }

    private static void Check(int done, int fits, TimeSpan total, TimeSpan limit)
    {
        if (total > limit)
        {
            throw new OutOfTimeException(string.Create(CultureInfo.InvariantCulture,
                $"gave up after fold {done} of {fits}: about {total.TotalSeconds:0} s in all, allowed are {limit.TotalSeconds:0} s"));
        }
    }

    // A time split's folds grow and each chooses anew; then comes the refit on all rows.
    private static double Rest(FoldNote first, TrainingData data)
    {
        if (data.View.Split != SplitKind.Time)
            return (data.Fits - 1) * first.Seconds * LeastShareOfFirst;
        var rows = Enumerable.Range(1, data.View.Folds - 1).Sum(fold => data.Folds.Count(value => value < fold)) + ShareOfFirst * data.Folds.Length;
        return first.Seconds / Math.Max(1, first.Rows) * rows;
    }
}

/// <summary>The work can't be done in the time that was granted (exit code 75, as sysexits' EX_TEMPFAIL).</summary>
public sealed class OutOfTimeException(string message) : Exception(message);
