using System.Numerics;
using System.Runtime.InteropServices;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>
/// The variables that a solver still moves. <c>up</c> is the slope of the objective when a variable grows (−∞ where it may not), <c>down</c> what is
/// lost when it shrinks (+∞ where it may not): at the optimum no up exceeds a down.
/// </summary>
/// <param name="kernel">Kernel rows of these variables.</param>
/// <param name="index">Where each stands in the whole problem.</param>
internal sealed class ActiveSet(KernelRows kernel, int[] index)
{
    private const double FlatKernel = 1e-12;

    private readonly double[] _up = new double[index.Length];
    private readonly double[] _down = new double[index.Length];

    public KernelRows Kernel => kernel;

    public int[] Index => index;

    public double[] Beta { get; } = new double[index.Length];

    /// <summary>Target − Kβ.</summary>
    public double[] Error { get; } = new double[index.Length];

    public double[] Lower { get; } = new double[index.Length];

    public double[] Upper { get; } = new double[index.Length];

    /// <summary>The largest up and its variable, and the least down, as of the last <see cref="Move"/>.</summary>
    public (double Up, int At, double Down) Extremes { get; private set; }

    /// <summary>Updates what variable i may do.</summary>
    /// <param name="epsilon">Price of |β|.</param>
    public void Open(int i, double epsilon)
    {
        _up[i] = Beta[i] >= Upper[i] ? double.NegativeInfinity : Beta[i] >= 0 ? -epsilon : epsilon;
        _down[i] = Beta[i] <= Lower[i] ? double.PositiveInfinity : Beta[i] > 0 ? -epsilon : epsilon;
    }

    public double UpOf(int i) => Error[i] + _up[i];

    public double DownOf(int i) => Error[i] + _down[i];

    /// <summary>Errors after β_i grew and β_j shrank by <paramref name="step"/>, and the new extremes.</summary>
    public void Move(ReadOnlySpan<float> rowI, ReadOnlySpan<float> rowJ, double step)
    {
        var width = Vector<double>.Count;
        var whole = Error.Length / (2 * width) * 2 * width;
        ReadOnlySpan<Vector<float>> k = MemoryMarshal.Cast<float, Vector<float>>(rowI[..whole]), l = MemoryMarshal.Cast<float, Vector<float>>(rowJ[..whole]);
        ReadOnlySpan<Vector<double>> ups = MemoryMarshal.Cast<double, Vector<double>>(_up.AsSpan(0, whole)), downs = MemoryMarshal.Cast<double, Vector<double>>(_down.AsSpan(0, whole));
        var errors = MemoryMarshal.Cast<double, Vector<double>>(Error.AsSpan(0, whole));
        Vector<double> most = new(double.NegativeInfinity), least = new(double.PositiveInfinity);
        Vector<long> place = default;
        for (var v = 0; v < k.Length; v++)
        {
            Vector.Widen(k[v] - l[v], out var first, out var second);
            for (var half = 0; half < 2; half++)
            {
                var at = (2 * v) + half;
                var error = errors[at] - ((half == 0 ? first : second) * step);
                errors[at] = error;
                var up = error + ups[at];
                place = Vector.ConditionalSelect(Vector.GreaterThan(up, most), new Vector<long>(at), place);
                most = Vector.Max(most, up);
                least = Vector.Min(least, error + downs[at]);
            }
        }

        var extremes = (Up: double.NegativeInfinity, At: -1, Down: double.PositiveInfinity);
        for (var lane = 0; lane < width; lane++)
        {
            var i = (int)(place[lane] * width) + lane;
            if (whole > 0 && (most[lane] > extremes.Up || (most[lane] == extremes.Up && i < extremes.At)))
                (extremes.Up, extremes.At) = (most[lane], i);
            extremes.Down = Math.Min(extremes.Down, least[lane]);
        }

        for (var i = whole; i < Error.Length; i++)
        {
            Error[i] -= step * (rowI[i] - rowJ[i]);
            if (UpOf(i) > extremes.Up)
                (extremes.Up, extremes.At) = (UpOf(i), i);
            extremes.Down = Math.Min(extremes.Down, DownOf(i));
        }

        Extremes = extremes;
    }

    /// <summary>The partner of i whose step gains most, by second-order information: argmax (up_i − down_j)² / |φ_i − φ_j|²; −1 where none gains.</summary>
    public int Partner(ReadOnlySpan<float> row, double up)
    {
        var width = Vector<double>.Count;
        var whole = Error.Length / (2 * width) * 2 * width;
        var k = MemoryMarshal.Cast<float, Vector<float>>(row[..whole]);
        ReadOnlySpan<Vector<double>> errors = MemoryMarshal.Cast<double, Vector<double>>(Error.AsSpan(0, whole)), downs = MemoryMarshal.Cast<double, Vector<double>>(_down.AsSpan(0, whole));
        Vector<double> most = default, high = new(up), two = new(2), flat = new(FlatKernel);
        Vector<long> place = new(-1);
        for (var v = 0; v < k.Length; v++)
        {
            Vector.Widen(k[v], out var first, out var second);
            for (var half = 0; half < 2; half++)
            {
                var at = (2 * v) + half;
                var violation = Vector.Max(high - errors[at] - downs[at], Vector<double>.Zero);
                var gain = violation * violation / Vector.Max(two - ((half == 0 ? first : second) * 2), flat);
                place = Vector.ConditionalSelect(Vector.GreaterThan(gain, most), new Vector<long>(at), place);
                most = Vector.Max(most, gain);
            }
        }

        var (best, chosen) = (0.0, -1);
        for (var lane = 0; lane < width; lane++)
        {
            var i = (int)(place[lane] * width) + lane;
            if (place[lane] >= 0 && (most[lane] > best || (most[lane] == best && i < chosen)))
                (best, chosen) = (most[lane], i);
        }

        for (var i = whole; i < Error.Length; i++)
        {
            var violation = Math.Max(0, up - DownOf(i));
            var gain = violation * violation / Math.Max(2 - (2.0 * row[i]), FlatKernel);
            if (gain > best)
                (best, chosen) = (gain, i);
        }

        return chosen;
    }

    /// <summary>Variables that may yet move: the others' slopes lie beyond every partner's (Fan, Chen and Lin 2005; LIBSVM's shrinking).</summary>
    public int[] Movable() => [.. Enumerable.Range(0, Error.Length).Where(i => UpOf(i) >= Extremes.Down || DownOf(i) <= Extremes.Up)];
}
