using System.IO.Compression;
using Longhaul.Runs;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Longhaul.Papers.Pdf;

/// <summary>PdfPig's filters for compressed parts, with a limit on what the parts may grow to together: a small file can hold a bomb.</summary>
internal sealed class BoundedFilters(Bytes most) : IFilterProvider
{
    private readonly IFilterProvider _inner = DefaultFilterProvider.Instance;
    private long _left = most.Value;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(_inner.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(_inner.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(_inner.GetAllFilters());

    /// <exception cref="InvalidDataException">The limit is passed.</exception>
    private void Take(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
            throw new InvalidDataException($"its compressed parts hold more than {most}");
    }

    private List<IFilter> Bounded(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => filter is FlateFilter or LzwFilter or RunLengthFilter ? new Filter(filter, this) : filter)];

    private sealed class Filter(IFilter inner, BoundedFilters bounds) : IFilter
    {
        private readonly byte[] _scratch = new byte[1 << 16];

        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            if (inner is FlateFilter)
                Measure(input);
            var output = inner.Decode(input, streamDictionary, filterProvider, filterIndex);
            if (inner is not FlateFilter)
                bounds.Take(output.Length); // these grow less than a hundredfold
            return output;
        }

        /// <summary>Unpacks without keeping anything, so that the limit holds before memory is taken.</summary>
        private void Measure(Memory<byte> input)
        {
            if (input.Length < 3)
                return;
            using var source = new MemoryStream(input.ToArray(), 2, input.Length - 2); // behind zlib's header, as PdfPig does
            using var stream = new DeflateStream(source, CompressionMode.Decompress);
            try
            {
                for (var read = stream.Read(_scratch); read > 0; read = stream.Read(_scratch))
                    bounds.Take(read);
            }
            catch (InvalidDataException) when (bounds._left >= 0)
            {
                // A damaged part: PdfPig takes what there is, and that was counted.
            }
        }
    }
}
