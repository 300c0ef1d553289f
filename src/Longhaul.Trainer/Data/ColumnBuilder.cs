using System.Globalization;
using Apache.Arrow;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Schema;
using Longhaul.Runs.Tasks;

namespace Longhaul.Trainer.Data;

/// <summary>Collects one column from record batches.</summary>
public abstract class ColumnBuilder(string name)
{
    public string Name { get; } = name;

    /// <summary>Rows so far.</summary>
    protected int Count { get; private set; }

    /// <summary>A builder for a role; <paramref name="files"/> is where images lie.</summary>
    public static ColumnBuilder For(string name, ColumnRole role, int rows, string files) => role switch
    {
        ColumnRole.Number => new NumberBuilder(name, rows),
        ColumnRole.Category or ColumnRole.Group => new CategoryBuilder(name, rows),
        ColumnRole.Date or ColumnRole.DayFirst => new DateBuilder(name, rows, role == ColumnRole.DayFirst),
        ColumnRole.Text or ColumnRole.Json or ColumnRole.List or ColumnRole.Code or ColumnRole.Word => new TextBuilder(name, rows),
        ColumnRole.Image or ColumnRole.File => new TextBuilder(name, rows, files),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "unknown role"),
    };

    /// <summary>Adds a batch's rows.</summary>
    public void Append(IArrowArray array)
    {
        for (var i = 0; i < array.Length; i++)
        {
            switch (array)
            {
                case DoubleArray doubles when doubles.GetValue(i) is { } number:
                    Set(Count, number);
                    break;
                case Int32Array integers when integers.GetValue(i) is { } number:
                    Set(Count, number);
                    break;
                case StringArray texts when !texts.IsNull(i):
                    Set(Count, texts.GetString(i));
                    break;
                case DoubleArray or Int32Array or StringArray:
                    SetMissing(Count);
                    break;
                default:
                    throw new PipelineException($"column '{Name}' is of a type the trainer doesn't read: {array.Data.DataType.Name}");
            }

            Count++;
        }
    }

    /// <summary>Adds a table's rows as a view would hold them: numbers with NaN for what is none, or texts with nothing for empty cells.</summary>
    public void Append(Runs.Tables.Column column, bool numeric)
    {
        for (var row = 0; row < column.Count; row++, Count++)
        {
            if (numeric && column.Number(row) is var number && !double.IsNaN(number))
                Set(Count, number);
            else if (!numeric && !column.IsEmpty(row))
                Set(Count, column[row]);
            else
                SetMissing(Count);
        }
    }

    public abstract FrameColumn Build();

    protected abstract void Set(int row, double number);

    protected abstract void Set(int row, string text);

    protected abstract void SetMissing(int row);
}

/// <summary>Numbers as floats: what LightGBM bins, at half the memory of doubles.</summary>
public sealed class NumberBuilder(string name, int rows) : ColumnBuilder(name)
{
    public float[] Values { get; } = new float[rows];

    public override FrameColumn Build() => new NumberColumn(Name, Values);

    protected override void Set(int row, double number) => Values[row] = (float)number;

    protected override void Set(int row, string text) => Values[row] =
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : float.NaN;

    protected override void SetMissing(int row) => Values[row] = float.NaN;
}

/// <summary>Categories as codes into the distinct texts.</summary>
public sealed class CategoryBuilder(string name, int rows) : ColumnBuilder(name)
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _levels = [];

    public int[] Codes { get; } = new int[rows];

    public override FrameColumn Build() => new CategoryColumn(Name, Codes, _levels);

    protected override void Set(int row, double number) => Set(row, OptionSpec.Format(number));

    protected override void Set(int row, string text)
    {
        if (!_codes.TryGetValue(text, out var code))
        {
            code = _levels.Count;
            _codes.Add(text, code);
            _levels.Add(text);
        }

        Codes[row] = code;
    }

    protected override void SetMissing(int row) => Codes[row] = -1;
}

/// <summary>Dates; a number is taken as <see cref="Dates.Of"/> says.</summary>
public sealed class DateBuilder(string name, int rows, bool dayFirst) : ColumnBuilder(name)
{
    private readonly DateReader _reader = new(dayFirst);

    public double[] Days { get; } = new double[rows];

    public override FrameColumn Build() => new DateColumn(Name, Days);

    protected override void Set(int row, double number) => Days[row] = Dates.Of(number);

    protected override void Set(int row, string text) => Days[row] = _reader.Read(text);

    protected override void SetMissing(int row) => Days[row] = double.NaN;
}

/// <summary>What orders the rows of a time split: numbers as they are, dates in days, the month first or the day first as reads more of them.</summary>
public sealed class MomentBuilder(string name, int rows) : ColumnBuilder(name)
{
    private readonly DateReader _monthReader = new(dayFirst: false);
    private readonly DateReader _dayReader = new(dayFirst: true);
    private readonly double[] _monthFirst = new double[rows];
    private readonly double[] _dayFirst = new double[rows];

    public double[] Moments => _dayFirst.Count(double.IsNaN) < _monthFirst.Count(double.IsNaN) ? _dayFirst : _monthFirst;

    public override FrameColumn Build() => throw new InvalidOperationException("Moments are no column of the frame.");

    protected override void Set(int row, double number) => _monthFirst[row] = _dayFirst[row] = number;

    protected override void Set(int row, string text) => (_monthFirst[row], _dayFirst[row]) = (_monthReader.Read(text), _dayReader.Read(text));

    protected override void SetMissing(int row) => _monthFirst[row] = _dayFirst[row] = double.NaN;
}

/// <summary>Texts, or paths of images and other files.</summary>
public sealed class TextBuilder(string name, int rows, string? imageFolder = null) : ColumnBuilder(name)
{
    // A path may stand in millions of rows, one for each of an image's pixels.
    private readonly Dictionary<string, string>? _paths = imageFolder is null ? null : new(StringComparer.Ordinal);
    private readonly string[] _texts = new string[rows];

    public override FrameColumn Build() => imageFolder is null ? new TextColumn(Name, _texts) : new ImageColumn(Name, _texts, imageFolder);

    protected override void Set(int row, double number) => _texts[row] = OptionSpec.Format(number);

    protected override void Set(int row, string text) => _texts[row] = _paths is null || _paths.TryAdd(text, text) ? text : _paths[text];

    protected override void SetMissing(int row) => _texts[row] = "";
}

/// <summary>A target: numbers, or indices into its classes.</summary>
public sealed class LabelBuilder(Target target, int rows) : ColumnBuilder(target.Name)
{
    private readonly Dictionary<string, int> _classes = target.Classes.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);

    public double[] Values { get; } = new double[rows];

    public override FrameColumn Build() => throw new InvalidOperationException("Labels are no column of the frame.");

    protected override void Set(int row, double number)
    {
        if (target.Kind == TargetKind.Number)
            Values[row] = number;
        else
            Set(row, OptionSpec.Format(number));
    }

    protected override void Set(int row, string text) => Values[row] = target.Kind == TargetKind.Number
        ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN
        : _classes.TryGetValue(text, out var index) ? index : double.NaN;

    protected override void SetMissing(int row) => Values[row] = double.NaN;
}
