using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>
/// Sequential minimal optimisation of max Σ t·β − ½ βᵀKβ − ε Σ |β| subject to Σ β = 0 and lower ≤ β ≤ upper. With t = ±1 and ε = 0 this is the
/// support vector classifier's dual in β = y·α; with t = y and bounds ±C it is ε-regression's (α − α* in one variable). Partners by second-order
/// information and shrinking as in Fan, Chen and Lin (2005). Bounds that only widen from call to call start from the last solution.
/// </summary>
internal sealed class SmoSolver
{
    private const int ShrinkEvery = 1000;
    private const double WorthShrinking = 0.75;
    private const long StepsPerVariable = 100;
    private const long StepsAtLeast = 20_000;

    private readonly KernelRows _kernel;
    private readonly double[] _targets;
    private readonly double _epsilon;
    private readonly double[] _errors;

    public SmoSolver(KernelRows kernel, double[] targets, double epsilon)
    {
        (_kernel, _targets, _epsilon) = (kernel, targets, epsilon);
        (Beta, _errors) = (new double[targets.Length], (double[])targets.Clone());
    }

    /// <summary>The solution.</summary>
    public double[] Beta { get; }

    /// <summary>The decision is Σ β K + this.</summary>
    public double Bias { get; private set; }

    /// <summary>Goes on to the optimum within these bounds: until no pair of variables violates it by more than the tolerance, or too many steps.</summary>
    public void Solve(double[] lower, double[] upper, double tolerance)
    {
        var steps = Math.Max(StepsAtLeast, StepsPerVariable * Beta.Length);
        var active = Active(_kernel, [.. Enumerable.Range(0, Beta.Length)], lower, upper);
        for (var first = true; ; first = false)
        {
            active.Move(_kernel.Row(0), _kernel.Row(0), 0);
            if (!first && active.Extremes.Up - active.Extremes.Down <= tolerance)
                break;
            var last = Run(active, tolerance, ref steps);
            Return(last);
            if (last.Index.Length == Beta.Length || steps <= 0)
                break;
            Reconstruct(last.Index);
            active = Active(_kernel, active.Index, lower, upper);
        }

        Bias = BiasOf(lower, upper);
    }

    private ActiveSet Active(KernelRows kernel, int[] index, double[] lower, double[] upper)
    {
        var active = new ActiveSet(kernel, index);
        for (var i = 0; i < index.Length; i++)
        {
            (active.Beta[i], active.Error[i], active.Lower[i], active.Upper[i]) = (Beta[index[i]], _errors[index[i]], lower[index[i]], upper[index[i]]);
            active.Open(i, _epsilon);
        }

        return active;
    }

    // Returns the set that was active at the end.
    private ActiveSet Run(ActiveSet active, double tolerance, ref long steps)
    {
        for (var since = 0; active.Extremes.Up - active.Extremes.Down > tolerance && steps > 0; steps--)
        {
            if (++since >= Math.Min(ShrinkEvery, active.Index.Length))
            {
                since = 0;
                active = Shrink(active);
            }

            var (up, i, _) = active.Extremes;
            var row = active.Kernel.Row(i);
            var j = active.Partner(row, up);
            if (j < 0)
                break;
            Step(active, i, j, row, active.Kernel.Row(j, pinned: i));
        }

        return active;
    }

    private void Step(ActiveSet active, int i, int j, float[] rowI, float[] rowJ)
    {
        var curvature = Math.Max(2 - (2.0 * rowI[j]), 1e-12);
        var (ceiling, floor) = (active.Upper[i], active.Lower[j]);
        if (_epsilon > 0 && active.Beta[i] < 0)
            ceiling = Math.Min(ceiling, 0);
        if (_epsilon > 0 && active.Beta[j] > 0)
            floor = Math.Max(floor, 0);
        var step = Math.Min((active.UpOf(i) - active.DownOf(j)) / curvature, Math.Min(ceiling - active.Beta[i], active.Beta[j] - floor));

        // A variable that meets its bound stands on it exactly; what is left of one within rounding of it would never move again.
        active.Beta[i] = step == ceiling - active.Beta[i] ? ceiling : active.Beta[i] + step;
        active.Beta[j] = step == active.Beta[j] - floor ? floor : active.Beta[j] - step;
        active.Open(i, _epsilon);
        active.Open(j, _epsilon);
        active.Move(rowI, rowJ, step);
    }

    private ActiveSet Shrink(ActiveSet active)
    {
        var keep = active.Movable();
        if (keep.Length > WorthShrinking * active.Index.Length || keep.Length < 2)
            return active;
        Return(active);
        int[] index = [.. keep.Select(i => active.Index[i])];
        var smaller = new ActiveSet(active.Kernel.Compact(keep), index);
        for (var i = 0; i < keep.Length; i++)
        {
            (smaller.Beta[i], smaller.Error[i], smaller.Lower[i], smaller.Upper[i]) = (active.Beta[keep[i]], active.Error[keep[i]], active.Lower[keep[i]], active.Upper[keep[i]]);
            smaller.Open(i, _epsilon);
        }

        smaller.Move(smaller.Kernel.Row(0), smaller.Kernel.Row(0), 0);
        return smaller;
    }

    private void Return(ActiveSet active)
    {
        for (var i = 0; i < active.Index.Length; i++)
            (Beta[active.Index[i]], _errors[active.Index[i]]) = (active.Beta[i], active.Error[i]);
    }

    // Errors of the variables that were left aside.
    private void Reconstruct(int[] known)
    {
        var inactive = Enumerable.Range(0, Beta.Length).Except(known).ToArray();
        var part = _kernel.Part(inactive);
        var row = new float[inactive.Length];
        double[] errors = [.. inactive.Select(i => _targets[i])];
        for (var support = 0; support < Beta.Length; support++)
        {
            if (Beta[support] == 0)
                continue;
            _kernel.Against(part, support, row);
            VectorMath.Add(-Beta[support], row, errors);
        }

        for (var i = 0; i < inactive.Length; i++)
            _errors[inactive[i]] = errors[i];
    }

    // The mean over free variables, else the middle of what the bounded ones allow.
    private double BiasOf(double[] lower, double[] upper)
    {
        var (sum, free, most, least) = (0.0, 0, double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 0; i < Beta.Length; i++)
        {
            var slack = Beta[i] > 0 ? -_epsilon : Beta[i] < 0 ? _epsilon : 0;
            if (Beta[i] > lower[i] && Beta[i] < upper[i] && (_epsilon == 0 || Beta[i] != 0))
                (sum, free) = (sum + _errors[i] + slack, free + 1);
            if (Beta[i] < upper[i])
                most = Math.Max(most, _errors[i] + (Beta[i] >= 0 ? -_epsilon : _epsilon));
            if (Beta[i] > lower[i])
                least = Math.Min(least, _errors[i] + (Beta[i] > 0 ? -_epsilon : _epsilon));
        }

        return free > 0 ? sum / free : (most + least) / 2;
    }
}
