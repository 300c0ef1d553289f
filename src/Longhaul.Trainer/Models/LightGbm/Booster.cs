using System.Runtime.InteropServices;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Linear;

namespace Longhaul.Trainer.Models.LightGbm;

/// <summary>A growing or grown ensemble of trees. Its datasets must outlive its growth.</summary>
internal sealed unsafe class Booster : IDisposable
{
    // Rows per prediction call: keeps the row-major copy near 64 MB at 250 features.
    private const int ChunkRows = 1 << 16;

    // Trees that a processor's cache holds while rows go through them.
    private const int TreesAtOnce = 512;

    private readonly BoosterHandle _handle;
    private readonly int _threads;

    // Whether the outputs are the softmax of sums over the trees, so that trees can be asked in parts.
    private readonly bool _isSoftmax;
    private bool _finished;

    // Rounds that count, of those that were grown; 0: all.
    private int _kept;

    public Booster(Dataset training, string parameters, int threads)
    {
        Native.Quieten();
        Native.Check(Native.LGBM_BoosterCreate(training.Handle, parameters, out var native));
        _handle = new BoosterHandle(native);
        _threads = threads;
        _isSoftmax = IsSoftmax(parameters, "boosting=rf");
    }

    private Booster(nint native, string text, int threads) =>
        (_handle, _threads, _isSoftmax) = (new BoosterHandle(native), threads, IsSoftmax(text, "\naverage_output"));

    /// <summary>A grown ensemble from LightGBM's own text.</summary>
    /// <exception cref="LightGbmException">The text is no model.</exception>
    public static Booster Load(string text, int threads)
    {
        Native.Quieten();
        Native.Check(Native.LGBM_BoosterLoadModelFromString(text, out _, out var native));
        return new Booster(native, text, threads);
    }

    /// <summary>Values per row that a prediction gives.</summary>
    public int Outputs
    {
        get
        {
            Native.Check(Native.LGBM_BoosterGetNumClasses(_handle, out var count));
            return count;
        }
    }

    /// <summary>Features that it wants.</summary>
    public int Features
    {
        get
        {
            Native.Check(Native.LGBM_BoosterGetNumFeature(_handle, out var count));
            return count;
        }
    }

    /// <summary>LightGBM's own text of the ensemble; all numbers in it read back to the last bit.</summary>
    public string ToText()
    {
        const long guess = 1 << 20;
        var text = ToText(guess, out var length);
        return text ?? ToText(length, out _) ?? throw new LightGbmException("the model's text changes its length");
    }

    private string? ToText(long room, out long length)
    {
        var buffer = (byte*)NativeMemory.Alloc((nuint)room);
        try
        {
            Native.Check(Native.LGBM_BoosterSaveModelToString(_handle, 0, _kept, Native.ImportanceByGain, room, out length, buffer));
            return length <= room ? Marshal.PtrToStringUTF8((nint)buffer) : null;
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    public void AddValidation(Dataset dataset) => Native.Check(Native.LGBM_BoosterAddValidData(_handle, dataset.Handle));

    /// <summary>One more round.</summary>
    /// <returns>False when no tree could be split any more.</returns>
    public bool Update()
    {
        Native.Quieten();
        Native.Check(Native.LGBM_BoosterUpdateOneIter(_handle, out var finished));
        _finished = finished != 0;
        return !_finished;
    }

    /// <summary>Grows as long as trees can be split, to so many rounds; of a booster that has more, only the first ones count from now on.</summary>
    public void GrowTo(int rounds)
    {
        while (Grown < rounds && !_finished)
            Update();
        _kept = rounds < Grown ? rounds : 0;
    }

    /// <summary>The objective's own loss on the validation rows; lower is better.</summary>
    public double ValidationLoss()
    {
        Native.Check(Native.LGBM_BoosterGetEvalCounts(_handle, out var count));
        var results = stackalloc double[Math.Max(1, count)];
        Native.Check(Native.LGBM_BoosterGetEval(_handle, 1, out _, results));
        return results[0];
    }

    /// <summary>Total gain of each feature's splits.</summary>
    public double[] Gains(int features)
    {
        var gains = new double[features];
        fixed (double* results = gains)
            Native.Check(Native.LGBM_BoosterFeatureImportance(_handle, _kept, Native.ImportanceByGain, results));
        return gains;
    }

    /// <summary>[output][row]; of two classes' outputs the second one, where one is asked for.</summary>
    /// <exception cref="LightGbmException">The ensemble's objective gives another number of outputs.</exception>
    public double[][] Predict(FeatureMatrix matrix, int outputs)
    {
        if (!Gives(outputs))
            throw new LightGbmException($"its objective gives {Outputs} outputs per row, the target has {outputs}");
        return Predict(matrix)[^outputs..];
    }

    /// <summary>Whether it can predict a target of so many outputs.</summary>
    public bool Gives(int outputs) => Outputs is var own && (own == outputs || (own, outputs) == (2, 1));

    private double[][] Predict(FeatureMatrix matrix)
    {
        var outputs = Outputs;
        double[][] predictions = [.. Enumerable.Range(0, outputs).Select(_ => new double[matrix.Rows])];
        for (var first = 0; first < matrix.Rows; first += ChunkRows)
        {
            var count = Math.Min(ChunkRows, matrix.Rows - first);
            var chunk = matrix.IsMostlySparse ? PredictSparse(Rows.Sparse(matrix, first, count), outputs) : PredictDense(matrix, first, count, outputs);
            for (var row = 0; _isSoftmax && row < count; row++)
                LogisticSolver.Softmax(chunk.AsSpan(row * outputs, outputs));
            for (var i = 0; i < chunk.Length; i++)
                predictions[i % outputs][first + i / outputs] = chunk[i];
        }

        return predictions;
    }

    public void Dispose() => _handle.Dispose();

    private double[] PredictDense(FeatureMatrix matrix, int first, int count, int outputs)
    {
        var block = (float*)NativeMemory.Alloc((nuint)count * (nuint)matrix.Columns, sizeof(float));
        try
        {
            Rows.Fill(matrix, first, count, block);
            return Ask(count * outputs, outputs, (type, start, rounds, to) => Native.LGBM_BoosterPredictForMat(
                _handle, block, Native.Float32, count, matrix.Columns, 1, type, start, rounds, $"num_threads={_threads}", out _, (double*)to));
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    private double[] PredictSparse(CsrMatrix rows, int outputs)
    {
        fixed (int* rowStart = rows.RowStart)
        fixed (int* indices = rows.Indices)
        fixed (float* values = rows.Values)
        {
            var (starts, columns, entries) = ((nint)rowStart, (nint)indices, (nint)values);
            return Ask(rows.Rows * outputs, outputs, (type, start, rounds, to) => Native.LGBM_BoosterPredictForCSR(
                _handle, (void*)starts, Native.Int32, (int*)columns, (void*)entries, Native.Float32, rows.RowStart.Length, rows.Values.Length, rows.Columns,
                type, start, rounds, $"num_threads={_threads}", out _, (double*)to));
        }
    }

    /// <summary>
    /// Predictions of rows. LightGBM takes each row through all trees: those of many classes (letters: 26,000 trees) don't fit into a cache, and come
    /// from memory for every row. So they are asked for in parts, and the parts are added.
    /// </summary>
    /// <param name="length">Numbers that are predicted.</param>
    /// <param name="predict">Predicts: the type, the first round, the number of rounds (0: all), where to.</param>
    private double[] Ask(int length, int outputs, Func<int, int, int, nint, int> predict)
    {
        var sums = new double[length];
        fixed (double* to = sums)
        {
            if (!_isSoftmax)
            {
                Native.Check(predict(Native.PredictNormal, 0, _kept, (nint)to));
                return sums;
            }
        }

        var part = new double[length];
        var (all, step) = (_kept > 0 ? _kept : Grown, Math.Max(1, TreesAtOnce / outputs));
        for (var start = 0; start < all; start += step)
        {
            fixed (double* to = part)
                Native.Check(predict(Native.PredictRaw, start, Math.Min(step, all - start), (nint)to));
            for (var i = 0; i < length; i++)
                sums[i] += part[i];
        }

        return sums;
    }

    /// <summary>Rounds that were grown.</summary>
    private int Grown
    {
        get
        {
            Native.Check(Native.LGBM_BoosterGetCurrentIteration(_handle, out var rounds));
            return rounds;
        }
    }

    private static bool IsSoftmax(string text, string averages) =>
        text.Contains("objective=multiclass ", StringComparison.Ordinal) && !text.Contains(averages, StringComparison.Ordinal);
}
