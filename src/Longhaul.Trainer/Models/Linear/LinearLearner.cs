using System.Runtime.CompilerServices;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>Hyper-parameters: see the catalogue's options of the same names.</summary>
public sealed record LinearOptions(double C, double LowestC, double HighestC, int Iterations, double L1Ratio = 0);

/// <summary>
/// Ridge regression or an elastic net for numbers, logistic or multinomial regression for classes. Where c is not given it is chosen on inner folds along a grid of
/// half decades, from strong penalties to weak ones, each solution starting from the one before; the walk ends when it has clearly passed the best.
/// </summary>
public sealed class LinearLearner(LinearOptions options) : ILearner
{
    private const int StepsPastBest = 2;

    /// <summary>Of the gradient's entries; a penalty is told from its neighbours long before its solution is exact.</summary>
    public const double Tolerance = 1e-5;
    public const double ToleranceToChoose = 1e-4;

    /// <summary>Rows that a penalty is chosen on, and by.</summary>
    public const int MostToChooseOn = 20_000;
    public const int MostToChooseBy = 5_000;

    // Targets that share their features share what is made of them.
    private readonly ConditionalWeakTable<FeatureMatrix, ScaledDesign> _designs = [];

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        var (scales, design) = _designs.GetValue(set.Matrix, ScaledDesign.Of);
        tuning ??= Tuning.Of("c", options.C > 0 ? options.C : Choose(set, design));
        int[] all = [.. Enumerable.Range(0, design.Rows)];
        var coefficients = Solver(set, design, all, Tolerance).Solve(tuning.Values["c"], null);
        return new FittedLinear(coefficients, scales, set.Outputs, set.Classes > 0, tuning);
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from)
    {
        var (scales, coefficients, outputs) = (ColumnScale.Load(from.Part("scales")), from.Numbers("coefficients"), from.Whole("outputs", 1));
        return coefficients.Length % outputs == 0 && coefficients.Length / outputs > scales.Length
            ? new FittedLinear(coefficients, scales, outputs, from.Whole("classes", 0, 1) == 1, Tuning.None)
            : throw from.Wrong("coefficients are too few for the features");
    }

    private ILinearSolver Solver(TrainingSet set, LinearDesign design, int[] rows, double tolerance) => set.Classes switch
    {
        0 when options.L1Ratio > 0 => new ElasticNetSolver(design, set.Labels, rows, options.L1Ratio, set.Threads, options.Iterations),
        0 when DualRidgeSolver.Suits(design) => new DualRidgeSolver(design, set.Labels, rows, set.Threads, options.Iterations),
        0 => new RidgeSolver(design, set.Labels, rows, set.Threads, options.Iterations),
        _ => new LogisticSolver(design, set.Labels, set.Outputs, rows, set.Threads, options.Iterations, tolerance) { L1Ratio = options.L1Ratio },
    };

    private double Choose(TrainingSet set, LinearDesign design)
    {
        var walks = set.Inner().Select(fold => fold.Thinned(MostToChooseOn, MostToChooseBy)).Select(fold => (Solver: Solver(set, design, fold.Fit, ToleranceToChoose), fold.Validate)).ToList();
        if (walks.Count == 0)
            return Math.Clamp(1, options.LowestC, options.HighestC);
        var starts = new double[walks.Count][];
        var (best, bestLoss, past) = (options.LowestC, double.PositiveInfinity, 0);
        foreach (var c in Grid())
        {
            var loss = 0.0;
            for (var i = 0; i < walks.Count; i++)
            {
                starts[i] = walks[i].Solver.Solve(c, starts[i]);
                loss += walks[i].Validate.Length * walks[i].Solver.Loss(starts[i], walks[i].Validate);
            }

            // An L1 penalty that is too strong keeps every weight at 0: the walk has not passed anything yet.
            (best, bestLoss, past) = loss < bestLoss * (1 - 1e-9) ? (c, loss, 0) : (best, bestLoss, loss <= bestLoss * (1 + 1e-6) ? past : past + 1);
            if (past >= StepsPastBest)
                break;
        }

        return best;
    }

    private IEnumerable<double> Grid()
    {
        for (var exponent = Math.Log10(options.LowestC); exponent <= Math.Log10(options.HighestC) + 1e-9; exponent += 0.5)
            yield return Math.Pow(10, exponent);
    }
}

/// <summary>A design, and how its dense features were scaled.</summary>
internal sealed record ScaledDesign(ColumnScale[] Scales, LinearDesign Design)
{
    public static ScaledDesign Of(FeatureMatrix matrix)
    {
        ColumnScale[] scales = [.. matrix.Dense.Select(ColumnScale.Fit)];
        return new ScaledDesign(scales, LinearDesign.Of(matrix, scales));
    }
}

/// <summary>Coefficients, and how the dense features were scaled.</summary>
internal sealed record FittedLinear(double[] Coefficients, ColumnScale[] Scales, int Outputs, bool Classes, Tuning Tuning) : IFittedModel, IOnnxModel
{
    IReadOnlyList<double>? IFittedModel.Importance =>
        [.. Enumerable.Range(0, (Coefficients.Length / Outputs) - 1).Select(feature => Enumerable.Range(0, Outputs).Sum(k => Math.Abs(Coefficients[feature * Outputs + k])))];

    public string AddTo(OnnxGraph graph, string features)
    {
        var (count, values) = (Coefficients.Length / Outputs - 1, graph.ToDouble(features));
        double[] means = [.. Scales.Select(scale => scale.Mean), .. new double[count - Scales.Length]];
        double[] deviations = [.. Scales.Select(scale => scale.Deviation), .. Enumerable.Repeat(1.0, count - Scales.Length)];
        var scaled = graph.Node("Div", [graph.Node("Sub", [values, graph.Doubles(means, 1, count)]), graph.Doubles(deviations, 1, count)]);
        scaled = graph.Node("Where", [graph.IsEmpty(values), graph.Doubles([0]), scaled]);
        var product = graph.Node("MatMul", [scaled, graph.Doubles(Coefficients[..^Outputs], count, Outputs)]);
        var margins = graph.ToFloat(graph.Node("Add", [product, graph.Doubles(Coefficients[^Outputs..], 1, Outputs)]));
        return !Classes ? margins : Outputs == 1 ? graph.Node("Sigmoid", [margins]) : graph.Node("Softmax", [margins], new OnnxAttribute("axis", 1L));
    }

    public void Save(StateWriter to)
    {
        to.Set("outputs", Outputs);
        to.Set("classes", Classes ? 1 : 0);
        to.Set("coefficients", Coefficients);
        ColumnScale.Save(Scales, to.Part("scales"));
    }

    public double[][] Predict(FeatureMatrix matrix)
    {
        var design = LinearDesign.Of(matrix, Scales);
        var weights = Coefficients.AsSpan(0, Coefficients.Length - Outputs);
        double[][] predictions = [.. Enumerable.Range(0, Outputs).Select(_ => new double[matrix.Rows])];
        var margins = new double[Outputs];
        for (var row = 0; row < matrix.Rows; row++)
        {
            Coefficients.AsSpan(weights.Length).CopyTo(margins);
            design.Margins(row, weights, margins);
            if (Classes && Outputs == 1)
                margins[0] = LogisticSolver.Sigmoid(margins[0]);
            else if (Classes)
                LogisticSolver.Softmax(margins);
            for (var k = 0; k < Outputs; k++)
                predictions[k][row] = margins[k];
        }

        return predictions;
    }
}
