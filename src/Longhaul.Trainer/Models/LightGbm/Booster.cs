using System.Runtime.InteropServices;
using Longhaul.Trainer.Features;

namespace Longhaul.Trainer.Models.LightGbm;

/// <summary>A growing or grown ensemble of trees. Its datasets must outlive its growth.</summary>
internal sealed unsafe class Booster : IDisposable
{
    // Rows per prediction call: keeps the row-major copy near 64 MB at 250 features.
    private const int ChunkRows = 1 << 16;

    private readonly BoosterHandle _handle;
    private readonly int _threads;
    private int _grown;
    private bool _finished;

    // Rounds that count, of those that were grown; 0: all.
    private int _kept;

    public Booster(Dataset training, string parameters, int threads)
    {
        Native.Quieten();
        Native.Check(Native.LGBM_BoosterCreate(training.Handle, parameters, out var native));
        _handle = new BoosterHandle(native);
        _threads = threads;
    }

    private Booster(nint native, int threads) => (_handle, _threads) = (new BoosterHandle(native), threads);

    /// <summary>A grown ensemble from LightGBM's own text.</summary>
    /// <exception cref="LightGbmException">The text is no model.</exception>
    public static Booster Load(string text, int threads)
    {
        Native.Quieten();
        Native.Check(Native.LGBM_BoosterLoadModelFromString(text, out _, out var native));
        return new Booster(native, threads);
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
        (_grown, _finished) = (_grown + 1, finished != 0);
        return !_finished;
    }

    /// <summary>Grows as long as trees can be split, to so many rounds; of a booster that has more, only the first ones count from now on.</summary>
    public void GrowTo(int rounds)
    {
        while (_grown < rounds && !_finished)
            Update();
        _kept = rounds < _grown ? rounds : 0;
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
            for (var i = 0; i < chunk.Length; i++)
                predictions[i % outputs][first + i / outputs] = chunk[i];
        }

        return predictions;
    }

    public void Dispose() => _handle.Dispose();

    private double[] PredictDense(FeatureMatrix matrix, int first, int count, int outputs)
    {
        var results = new double[count * outputs];
        var block = (float*)NativeMemory.Alloc((nuint)count * (nuint)matrix.Columns, sizeof(float));
        try
        {
            Rows.Fill(matrix, first, count, block);
            fixed (double* to = results)
            {
                Native.Check(Native.LGBM_BoosterPredictForMat(
                    _handle, block, Native.Float32, count, matrix.Columns, 1, Native.PredictNormal, 0, _kept, $"num_threads={_threads}", out _, to));
            }
        }
        finally
        {
            NativeMemory.Free(block);
        }

        return results;
    }

    private double[] PredictSparse(CsrMatrix rows, int outputs)
    {
        var results = new double[rows.Rows * outputs];
        fixed (int* start = rows.RowStart)
        fixed (int* indices = rows.Indices)
        fixed (float* values = rows.Values)
        fixed (double* to = results)
        {
            Native.Check(Native.LGBM_BoosterPredictForCSR(
                _handle, start, Native.Int32, indices, values, Native.Float32, rows.RowStart.Length, rows.Values.Length, rows.Columns,
                Native.PredictNormal, 0, _kept, $"num_threads={_threads}", out _, to));
        }

        return results;
    }
}
