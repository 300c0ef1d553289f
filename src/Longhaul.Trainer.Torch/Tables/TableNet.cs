using Longhaul.Trainer.Torch.Networks;
using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Tables;

/// <summary>
/// TabM-mini (Gorishniy et al. 2024, §3.3): k networks that share their embeddings and hidden layers. Each scales the shared input by a vector of
/// its own and has a last layer of its own, which is enough to make them differ, and their mean is better than any of them. Numbers are embedded
/// piecewise linearly (Gorishniy et al. 2022, §3.2): a linear part that all start from, and a weight per piece that starts at 0.
/// </summary>
internal sealed class TableNet : IDisposable
{
    // With more features than this their embeddings would be most of the network; numbers then go in as they are.
    private const int MostEmbedded = 256;
    private const int MostEmbeddedWidth = 1536;
    private const float Furthest = 4;

    private readonly MlpOptions _options;
    private readonly TableEncoder _encoder;
    private readonly int _embedding;
    private readonly Tensor? _low;
    private readonly Tensor? _inverse;
    private readonly (int Linear, int Bias, int Pieces)? _numbers;
    private readonly int _codes = -1;
    private readonly int _scales;
    private readonly List<(int Weight, int Bias)> _layers = [];
    private readonly (int Weight, int Bias) _last;

    /// <summary>A network with weights drawn from the seed.</summary>
    public TableNet(MlpOptions options, TableEncoder encoder, int outputs, int seed)
    {
        (_options, _encoder) = (options, encoder);
        var random = new Rng(seed, stream: 101);
        var features = encoder.Numbers + encoder.Vocabulary.Length;
        _embedding = encoder.Numbers > MostEmbedded ? 0 : Math.Min(options.Embedding, Math.Max(2, MostEmbeddedWidth / Math.Max(1, features)));
        if (Embeds)
        {
            (_low, _inverse) = Pieces(encoder);
            var bound = 1 / Math.Sqrt(_embedding);
            _numbers = (
                Weights.Uniform(random, bound, false, encoder.Numbers, _embedding), Weights.Uniform(random, bound, false, encoder.Numbers, _embedding),
                Weights.Constant(0, encoder.Numbers, _low.shape[1], _embedding));
        }

        if (encoder.Vocabulary.Length > 0)
            _codes = Weights.Uniform(random, 1 / Math.Sqrt(CodeWidth), false, encoder.Vocabulary.Sum(), CodeWidth);
        var width = (Embeds ? encoder.Numbers * _embedding : encoder.Numbers) + encoder.Vocabulary.Length * CodeWidth + encoder.Sparse;
        _scales = Weights.Add(Scales(random, width), false, options.Members, 1, width);
        for (var block = 0; block < options.Blocks; block++)
        {
            _layers.Add((Weights.Uniform(random, 1 / Math.Sqrt(width), true, options.Width, width), Weights.Uniform(random, 1 / Math.Sqrt(width), false, options.Width)));
            width = options.Width;
        }

        _last = (Weights.Uniform(random, 1 / Math.Sqrt(width), true, options.Members, width, outputs), Weights.Constant(0, options.Members, 1, outputs));
        Weights.Allocate();
    }

    public Parameters Weights { get; } = new();

    private bool Embeds => _embedding > 0 && _encoder.Numbers > 0;

    private int CodeWidth => Math.Max(4, _embedding);

    /// <summary>The members' outputs [members, rows, outputs].</summary>
    /// <param name="dropout">Draws what is left out; null: nothing is.</param>
    public Tensor Forward(TableRows rows, Generator? dropout)
    {
        var input = Input(rows);
        var hidden = (input.unsqueeze(0) * Weights[_scales]).view(-1, input.shape[1]);
        foreach (var (weight, bias) in _layers)
            hidden = Dropout(nn.functional.relu(nn.functional.linear(hidden, Weights[weight], Weights[bias])), dropout);
        return bmm(hidden.view(_options.Members, -1, hidden.shape[1]), Weights[_last.Weight]) + Weights[_last.Bias];
    }

    public void Dispose()
    {
        Weights.Dispose();
        _low?.Dispose();
        _inverse?.Dispose();
    }

    private Tensor Input(TableRows rows)
    {
        List<Tensor> parts = [];
        if (rows.Numbers is { } numbers)
            parts.Add(Embeds ? Embedded(numbers) : numbers.clamp(-Furthest, Furthest));
        if (rows.Codes is { } codes)
            parts.Add(Weights[_codes].index_select(0, codes.view(-1)).view(rows.Rows, -1));
        if (rows.Plain is { } plain)
            parts.Add(plain);
        return parts is [var only] ? only : cat(parts, 1);
    }

    private Tensor Embedded(Tensor numbers)
    {
        var (linear, bias, pieces) = _numbers!.Value;
        var covered = ((numbers.unsqueeze(2) - _low!) * _inverse!).clamp(0, 1);
        var flat = numbers.masked_fill(numbers.less(TableEncoder.Missing / 2), 0).clamp(-Furthest, Furthest);
        var steps = bmm(covered.transpose(0, 1), Weights[pieces]).transpose(0, 1);
        return (flat.unsqueeze(2) * Weights[linear] + Weights[bias] + steps).reshape(numbers.shape[0], -1);
    }

    private Tensor Dropout(Tensor hidden, Generator? generator)
    {
        if (generator is null || _options.Dropout <= 0)
            return hidden;
        return hidden * rand(hidden.shape, generator: generator).ge(_options.Dropout).to(ScalarType.Float32).mul_(1 / (1 - _options.Dropout));
    }

    // Rows of one width: a feature with fewer pieces has some of no weight at the end.
    private static (Tensor Low, Tensor Inverse) Pieces(TableEncoder encoder)
    {
        var most = encoder.Edges.Max(edges => edges.Length - 1);
        var (low, inverse) = (new float[encoder.Edges.Count * most], new float[encoder.Edges.Count * most]);
        for (var feature = 0; feature < encoder.Edges.Count; feature++)
        {
            for (var i = 0; i + 1 < encoder.Edges[feature].Length; i++)
            {
                low[feature * most + i] = encoder.Edges[feature][i];
                inverse[feature * most + i] = 1 / (encoder.Edges[feature][i + 1] - encoder.Edges[feature][i]);
            }
        }

        long[] shape = [encoder.Edges.Count, most];
        return (tensor(low, shape).DetachFromDisposeScope(), tensor(inverse, shape).DetachFromDisposeScope());
    }

    // One draw per feature and member: the values that embed a feature stay together.
    private float[] Scales(Rng random, int width)
    {
        int[] chunks =
        [
            .. Enumerable.Repeat(Embeds ? _embedding : 1, _encoder.Numbers), .. Enumerable.Repeat(CodeWidth, _encoder.Vocabulary.Length), .. Enumerable.Repeat(1, _encoder.Sparse),
        ];
        var scales = new float[_options.Members * width];
        for (int member = 0, at = 0; member < _options.Members; member++)
        {
            foreach (var chunk in chunks)
            {
                scales.AsSpan(at, chunk).Fill((float)random.Normal());
                at += chunk;
            }
        }

        return scales;
    }
}
