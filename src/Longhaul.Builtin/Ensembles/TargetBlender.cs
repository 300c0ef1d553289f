using Longhaul.Builtin.Decisions;
using Longhaul.Builtin.Profile;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Ensembles;

/// <summary>
/// Blends one target's outputs: a greedy average, or a second layer on the members it chose where that is better beyond noise. Held-out rows
/// are blended by what the other folds chose.
/// </summary>
/// <param name="heldOut">[member][output][row], calibrated.</param>
/// <param name="labels">The held-out rows' labels.</param>
/// <param name="targets">How many targets share the members.</param>
/// <param name="layered">
/// Whether a second layer may be tried. Not where cut points or thresholds follow: each part's layer has a scale of its own, which blurs them.
/// </param>
internal sealed class TargetBlender(BlendSpace space, TargetKind kind, double[][][] heldOut, double[] labels, CrossFit parts, int targets, bool layered)
{
    private const int CellsAtMost = 200_000;
    private const int LayerCells = 60_000;
    private const int RowsForLayer = 200;
    private const int FewestRowsForBags = 20;
    private const int MostCellsForBags = 20_000;
    private const int Bags = 10;
    private const int BagsForEqual = 8;

    /// <summary>Every member of the champion is fitted again at the end, so there should be few.</summary>
    private int MembersAtMost => Math.Max(4, 10 / targets);

    private const double LeastWeight = 0.02;

    private readonly double[][][] _coordinates = [.. heldOut.Select(values => space.Coordinates(values, labels))];

    /// <summary>The blend, applied to the members' test rows.</summary>
    /// <param name="even">Weights of a plain mean, which stands unless chosen ones are better beyond noise; null: there is none.</param>
    public BlendedTarget Blend(double[][][] test, double[]? even)
    {
        int[] all = [.. Enumerable.Range(0, labels.Length)];
        double[][] weights = [.. Enumerable.Range(0, parts.Count).Select(part => Choose(parts.Outside(part)))];
        var final = new StackedLayer(Choose(all), []);
        var plain = CrossFitted(BlendForm.Mean, part => new StackedLayer(weights[part], []));
        if (even is not null)
        {
            var (mean, layer) = (CrossFitted(BlendForm.Mean, _ => new StackedLayer(even, [])), new StackedLayer(even, []));
            if (!IsBetter(plain, mean))
                return new BlendedTarget(BlendForm.Mean, space.Logarithmic, layer, mean, Mix(BlendForm.Mean, test, layer));
        }

        var blended = new BlendedTarget(BlendForm.Mean, space.Logarithmic, final, plain, Mix(BlendForm.Mean, test, final));
        if (!layered || labels.Length < RowsForLayer || parts.Count < 3)
            return blended;
        var stacked = CrossFitted(BlendForm.Stack, part => Layer(parts.Outside(part), weights[part]));
        if (!IsBetter(stacked, plain))
            return blended;
        var second = Layer(all, final.Weights);
        return second.Weights.Sum() > 0 ? new BlendedTarget(BlendForm.Stack, space.Logarithmic, second, stacked, Mix(BlendForm.Stack, test, second)) : blended;
    }

    /// <summary>Weights that sum to one, chosen on some rows; what hardly counts is left out.</summary>
    private double[] Choose(int[] rows)
    {
        rows = Sample(rows, CellsAtMost / _coordinates[0].Length);
        var truth = CrossFit.Take(labels, rows);
        var shares = Shares([.. _coordinates.Select(member => CrossFit.Take(member, rows))], truth);
        int[] kept = [.. Enumerable.Range(0, shares.Length).Where(i => shares[i] >= LeastWeight).OrderByDescending(i => shares[i]).ThenBy(i => i).Take(MembersAtMost)];
        var left = kept.Sum(i => shares[i]);
        return [.. shares.Select((share, i) => kept.Contains(i) ? share / left : 0)];
    }

    /// <summary>
    /// What share the members have in a selection; on few rows the mean over selections on random halves of them (bagged ensemble selection, Caruana et al.
    /// 2004, §2.3), as a few rows with large errors would otherwise choose alone. Where the other halves say that such weights follow noise, the best
    /// members get equal ones: the plain mean of good models is hard to beat (Clemen 1989).
    /// </summary>
    private double[] Shares(double[][][] members, double[] truth)
    {
        if (truth.Length < FewestRowsForBags || truth.Length * members[0].Length > MostCellsForBags)
            return Selected(members, truth);
        var (shares, equalIsBetter) = (new double[members.Length], 0);
        for (var bag = 0; bag < Bags; bag++)
        {
            int[] order = [.. Enumerable.Range(0, truth.Length)];
            new Random(bag).Shuffle(order);
            var (half, rest) = (order[..((order.Length + 1) / 2)], order[((order.Length + 1) / 2)..]);
            var (seen, known) = (Rows(members, half), CrossFit.Take(truth, half));
            var selected = Selected(seen, known);
            var (unseen, answers) = (Rows(members, rest), CrossFit.Take(truth, rest));
            equalIsBetter += Loss(unseen, EqualForBest(seen, known), answers) < Loss(unseen, selected, answers) ? 1 : 0;
            for (var i = 0; i < shares.Length; i++)
                shares[i] += selected[i] / Bags;
        }

        return equalIsBetter >= BagsForEqual ? EqualForBest(members, truth) : shares;
    }

    private static double[][][] Rows(double[][][] members, int[] rows) => Array.ConvertAll(members, member => CrossFit.Take(member, rows));

    private double Loss(double[][][] members, double[] weights, double[] truth)
    {
        double[][] mean = Array.ConvertAll(members[0], coordinate => new double[coordinate.Length]);
        foreach (var i in Enumerable.Range(0, members.Length).Where(i => weights[i] > 0))
        {
            for (var k = 0; k < mean.Length; k++)
            {
                for (var row = 0; row < truth.Length; row++)
                    mean[k][row] += weights[i] * members[i][k][row];
            }
        }

        return space.Loss(mean, truth);
    }

    private double[] EqualForBest(double[][][] members, double[] truth)
    {
        double[] alone = Array.ConvertAll(members, member => space.Loss(member, truth) is var loss && double.IsNaN(loss) ? double.PositiveInfinity : loss);
        int[] best = [.. Enumerable.Range(0, alone.Length).OrderBy(i => alone[i]).ThenBy(i => i).Take(MembersAtMost)];
        return [.. alone.Select((_, i) => best.Contains(i) ? 1.0 / best.Length : 0)];
    }

    private double[] Selected(double[][][] members, double[] truth)
    {
        var counts = GreedySelection.Choose(members, blend => space.Loss(blend, truth));
        double total = counts.Sum();
        return Array.ConvertAll(counts, count => count / total);
    }

    private StackedLayer Layer(int[] rows, double[] prior)
    {
        rows = Sample(rows, LayerCells / heldOut[0].Length);
        double[][][] seen = [.. heldOut.Select(member => Array.ConvertAll(CrossFit.Take(member, rows), Seen))];
        return StackedLayerFitter.Fit(kind, seen, Seen(CrossFit.Take(labels, rows)), prior);
    }

    private double[] Seen(double[] values) => space.Logarithmic ? Array.ConvertAll(values, BlendSpace.Log) : values;

    private double[][] CrossFitted(BlendForm form, Func<int, StackedLayer> layerOf)
    {
        double[][] result = [.. heldOut[0].Select(output => new double[output.Length])];
        for (var part = 0; part < parts.Count; part++)
        {
            var rows = parts.Inside(part);
            var mixed = Mix(form, [.. heldOut.Select(member => CrossFit.Take(member, rows))], layerOf(part));
            for (var k = 0; k < result.Length; k++)
            {
                for (var i = 0; i < rows.Length; i++)
                    result[k][rows[i]] = mixed[k][i];
            }
        }

        return result;
    }

    private double[][] Mix(BlendForm form, double[][][] members, StackedLayer layer) => TargetBlend.Combine(kind, form, space.Logarithmic, members, layer);

    /// <summary>Whether the loss is lower by more than its standard error over the parts.</summary>
    private bool IsBetter(double[][] stacked, double[][] plain)
    {
        double[] gains = [.. Enumerable.Range(0, parts.Count).Select(parts.Inside).Where(rows => rows.Length > 0).Select(rows => Loss(plain, rows) - Loss(stacked, rows))];
        var mean = gains.Average();
        var deviation = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1));
        return mean > deviation / Math.Sqrt(gains.Length);
    }

    private double Loss(double[][] outputs, int[] rows)
    {
        var truth = CrossFit.Take(labels, rows);
        return space.Loss(space.Coordinates(CrossFit.Take(outputs, rows), truth), truth);
    }

    private static int[] Sample(int[] rows, int most) => Array.ConvertAll(RowSample.Of(rows.Length, Math.Max(2000, most)), i => rows[i]);
}

/// <summary>One target, blended.</summary>
/// <param name="Layer">Weights per member, and the second layer's intercepts where there is one.</param>
/// <param name="HeldOut">[output][row], by what the other folds chose.</param>
/// <param name="Test">[output][row].</param>
internal sealed record BlendedTarget(BlendForm Form, bool Logarithmic, StackedLayer Layer, double[][] HeldOut, double[][] Test);
