using Longhaul.Pipelines;

namespace Longhaul.Builtin.Research;

/// <summary>A hyper-parameter that is searched over, and how to move along it.</summary>
internal abstract record Dimension(string Parameter)
{
    /// <summary>The model with this parameter moved, a little more often than far.</summary>
    public abstract ModelSpec Move(ModelSpec model, Random random);

    /// <summary>
    /// The density of one trial's kernel at a model, relative to a uniform one: a normal over the parameter's range for numbers, half of its mass on the same
    /// value for choices.
    /// </summary>
    /// <param name="bandwidth">The normal's deviation as a share of the range.</param>
    public abstract double Likeness(ModelSpec model, ModelSpec trial, double bandwidth);

    /// <summary>A number between bounds.</summary>
    /// <param name="Log">Steps are factors rather than differences; both bounds are above 0.</param>
    /// <param name="Start">Stands for a current value outside the bounds (0: chosen by the model itself).</param>
    public sealed record Range(string Parameter, double Low, double High, bool Log, bool Whole, double Start) : Dimension(Parameter)
    {
        private const double Step = 0.2;

        public override ModelSpec Move(ModelSpec model, Random random)
        {
            double low = Scale(Low), high = Scale(High);
            var moved = low + (Math.Clamp(Place(model) + (Step * Normal(random)), 0, 1) * (high - low));
            var value = Log ? Math.Exp(moved) : moved;
            return model.With(Parameter, Whole ? Math.Round(value) : Rounded(value));
        }

        public override double Likeness(ModelSpec model, ModelSpec trial, double bandwidth)
        {
            var away = (Place(model) - Place(trial)) / bandwidth;
            return Math.Exp(-0.5 * away * away) / (bandwidth * Math.Sqrt(2 * Math.PI));
        }

        /// <summary>Where the model stands between the bounds, 0 … 1.</summary>
        private double Place(ModelSpec model)
        {
            var current = model.Params.Number(Parameter);
            if (current < Low || current > High)
                current = Start;
            return (Scale(current) - Scale(Low)) / (Scale(High) - Scale(Low));
        }

        private double Scale(double value) => Log ? Math.Log(value) : value;

        /// <summary>Three significant digits: more would only make the file unreadable.</summary>
        private static double Rounded(double value)
        {
            var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(Math.Abs(value), 1e-9))) - 2);
            return Math.Round(Math.Round(value / unit) * unit, 9);
        }

        private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    /// <summary>One of some values.</summary>
    public sealed record Choice(string Parameter, params string[] Values) : Dimension(Parameter)
    {
        public override ModelSpec Move(ModelSpec model, Random random)
        {
            string[] others = [.. Values.Where(value => value != model.Params.Text(Parameter))];
            return model.With(Parameter, others[random.Next(others.Length)]);
        }

        public override double Likeness(ModelSpec model, ModelSpec trial, double bandwidth) =>
            0.5 + (model.Params.Text(Parameter) == trial.Params.Text(Parameter) ? 0.5 * Values.Length : 0);
    }

    /// <summary>A number on a logarithmic scale.</summary>
    public static Dimension Factor(string parameter, double low, double high, double start) => new Range(parameter, low, high, Log: true, Whole: false, start);

    /// <summary>A whole number on a logarithmic scale.</summary>
    public static Dimension Count(string parameter, double low, double high, double start) => new Range(parameter, low, high, Log: true, Whole: true, start);

    /// <summary>A share of something.</summary>
    public static Dimension Share(string parameter, double low, double start) => new Range(parameter, low, 1, Log: false, Whole: false, start);
}
