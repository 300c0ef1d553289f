using Longhaul.Pipelines;

namespace Longhaul.Trainer.Training;

/// <summary>Gathers predictions fold by fold.</summary>
public sealed class CollectedPredictions
{
    private readonly List<int> _rows = [];
    private readonly List<int> _folds = [];
    private readonly Dictionary<int, int> _positions = [];
    private readonly IReadOnlyList<string> _outputs;
    private readonly int _ways;
    private readonly List<double>[] _heldOut;
    private readonly double[][] _test;

    public CollectedPredictions(TrainingView view)
    {
        _outputs = view.Problem.Outputs;
        _ways = 1 + view.Repeats;
        _heldOut = [.. _outputs.Select(_ => new List<double>())];
        _test = [.. _outputs.Select(_ => new double[view.TestRows])];
    }

    /// <summary>
    /// A fold's held-out rows; folds must come in ascending order, then their repeats. A row is the first way's; further ways add their share to
    /// the mean of what is predicted for it.
    /// </summary>
    public void AddHeldOut(int fold, int[] rows, double[][] predictions)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (_positions.TryAdd(rows[i], _rows.Count))
            {
                _rows.Add(rows[i]);
                _folds.Add(fold);
                foreach (var output in _heldOut)
                    output.Add(0);
            }

            for (var output = 0; output < _heldOut.Length; output++)
                _heldOut[output][_positions[rows[i]]] += predictions[output][i] / _ways;
        }
    }

    /// <summary>A model's share in the test rows' predictions.</summary>
    public void AddTest(double[][] predictions, double weight)
    {
        for (var output = 0; output < _test.Length; output++)
        {
            for (var row = 0; row < _test[output].Length; row++)
                _test[output][row] += weight * predictions[output][row];
        }
    }

    public RawPredictions Build() => new(_outputs, [.. _rows], [.. _folds], [.. _heldOut.Select(values => values.ToArray())], _test);
}
