namespace Longhaul.Trainer.Models.Svm;

/// <summary>Training rows by class, and the machines of all pairs of classes on them along a path of costs.</summary>
internal sealed class ClassRows
{
    private const long CacheBytes = 200L << 20;

    private readonly KernelData _data;
    private readonly int[][] _members;
    private readonly (int A, int B)[] _pairs;
    private readonly int _threads;

    /// <param name="data">The rows.</param>
    /// <param name="labels">The class of each.</param>
    public ClassRows(KernelData data, double[] labels, int classes, int threads)
    {
        (_data, _threads) = (data, threads);
        _members = [.. Enumerable.Range(0, classes).Select(label => Enumerable.Range(0, labels.Length).Where(row => (int)labels[row] == label).ToArray())];
        _pairs = [.. from a in Enumerable.Range(0, classes) from b in Enumerable.Range(a + 1, classes - a - 1) select (a, b)];
    }

    private int Classes => _members.Length;

    /// <summary>A classifier per cost, each started from the one before.</summary>
    /// <param name="costs">Ascending.</param>
    public OneVsOne[] Path(double gamma, double[] costs, double tolerance)
    {
        var abreast = Math.Min(_threads, _pairs.Length);
        var machines = new Machine[_pairs.Length][];
        Parallel.For(0, _pairs.Length, new ParallelOptions { MaxDegreeOfParallelism = abreast }, pair =>
            machines[pair] = Machines(_pairs[pair], gamma, costs, tolerance, Math.Max(1, _threads / abreast), CacheBytes / abreast));
        return [.. Enumerable.Range(0, costs.Length).Select(step => Assemble(gamma, Array.ConvertAll(machines, path => path[step])))];
    }

    private Machine[] Machines((int A, int B) pair, double gamma, double[] costs, double tolerance, int threads, long bytes)
    {
        int[] positive = _members[pair.A], negative = _members[pair.B];
        if (positive.Length == 0 || negative.Length == 0)
            return Array.ConvertAll(costs, _ => new Machine(new double[positive.Length + negative.Length], positive.Length > 0 ? 1 : -1));
        var kernel = new KernelRows(_data, [.. positive, .. negative], gamma, bytes, threads);
        double[] targets = [.. Enumerable.Repeat(1.0, positive.Length), .. Enumerable.Repeat(-1.0, negative.Length)];
        var solver = new SmoSolver(kernel, targets, 0);
        return Array.ConvertAll(costs, cost =>
        {
            solver.Solve(Array.ConvertAll(targets, target => target > 0 ? 0 : -cost), Array.ConvertAll(targets, target => target > 0 ? cost : 0), tolerance);
            return new Machine((double[])solver.Beta.Clone(), solver.Bias);
        });
    }

    private OneVsOne Assemble(double gamma, Machine[] machines)
    {
        bool[][] support = Array.ConvertAll(_members, members => new bool[members.Length]);
        ForParts(machines, (a, _, beta) =>
        {
            for (var i = 0; i < beta.Length; i++)
                support[a][i] |= beta[i] != 0;
        });
        var starts = new int[Classes + 1];
        for (var a = 0; a < Classes; a++)
            starts[a + 1] = starts[a] + support[a].Count(used => used);
        var coefficients = new double[Classes * (Classes - 1)][];
        ForParts(machines, (a, other, beta) => coefficients[(a * (Classes - 1)) + other] = [.. beta.ToArray().Where((_, i) => support[a][i])]);
        int[] vectors = [.. Enumerable.Range(0, Classes).SelectMany(a => _members[a].Where((_, i) => support[a][i]))];
        return new OneVsOne(_data.Rows.Take(vectors), starts, coefficients, Array.ConvertAll(machines, machine => machine.Bias), gamma);
    }

    private delegate void Part(int a, int other, ReadOnlySpan<double> beta);

    private void ForParts(Machine[] machines, Part act)
    {
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            var (a, b) = _pairs[pair];
            act(a, b - 1, machines[pair].Beta.AsSpan(0, _members[a].Length));
            act(b, a, machines[pair].Beta.AsSpan(_members[a].Length));
        }
    }

    private sealed record Machine(double[] Beta, double Bias);
}
