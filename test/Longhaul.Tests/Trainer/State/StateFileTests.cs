using System.Buffers.Binary;
using System.Security.Cryptography;
using Longhaul.Pipelines;
using Longhaul.Trainer.State;

namespace Longhaul.Tests.Trainer.State;

public sealed class StateFileTests
{
    [Fact]
    public void What_was_set_reads_back_to_the_last_bit()
    {
        var written = Sample();

        var state = Read(Bytes(written));

        state.Number("nan").ShouldBe(double.NaN);
        state.Text("text").ShouldBe("größer „als“ 𝔸\n");
        state.Numbers("numbers").ShouldBe([0.1, double.NegativeInfinity, -0.0, double.Epsilon]);
        state.Floats("floats").ShouldBe([float.MaxValue, float.NaN]);
        state.Integers("integers").ShouldBe([int.MinValue, 0, 7]);
        state.Texts("texts").ShouldBe(["", "b"]);
        state.Part("part").Part("inner").Numbers("many").ShouldBe(Enumerable.Range(0, 300_000).Select(i => i / 3.0));
        state.Has("part").ShouldBeTrue();
        state.Has("other").ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_is_cut_off_or_changed_anywhere_is_refused()
    {
        var state = new StateWriter();
        state.Set("numbers", new double[] { 1, 2 });
        state.Set("texts", new[] { "a", "bc" });
        state.Part("part").Set("x", 1.5);
        var bytes = Bytes(state);

        for (var length = 0; length < bytes.Length; length++)
            Should.Throw<PipelineException>(() => Read(bytes[..length])).Message.ShouldStartWith("some.state: ");
        for (var at = 0; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0x41;
            Should.Throw<PipelineException>(() => Read(changed)).Message.ShouldStartWith("some.state: ");
        }

        Should.Throw<PipelineException>(() => Read([.. bytes, 0]));
    }

    [Fact]
    public void A_count_that_the_file_is_too_short_for_allocates_nothing()
    {
        var state = new StateWriter();
        state.Set("x", new double[] { 1 });
        var bytes = Bytes(state);
        // The count stands before the value and the hash; a sound hash must not help.
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.Length - 32 - 8 - 4), int.MaxValue);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<PipelineException>(() => Read(bytes)).Message.ShouldContain("a count is wrong");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000_000);
    }

    [Fact]
    public void Parts_that_nest_without_end_are_refused()
    {
        var innermost = new StateWriter();
        innermost.Set("x", 1);
        Should.NotThrow(() => Read(Bytes(Nested(30))));
        Should.Throw<InvalidOperationException>(() => Bytes(Nested(40)));
    }

    [Fact]
    public void Another_releases_file_is_named_as_such()
    {
        var bytes = Bytes(Sample());
        bytes[7] = 2;

        Should.Throw<PipelineException>(() => Read(bytes)).Message.ShouldBe("some.state: saved by another release (format 2; this one reads 1)");
    }

    [Fact]
    public void A_missing_or_wrong_value_is_named_with_its_place()
    {
        var state = Read(Bytes(Sample()));

        Should.Throw<PipelineException>(() => state.Part("part").Number("x")).Message.ShouldBe("some.state/part: no saved state that can be used: 'x' is missing");
        Should.Throw<PipelineException>(() => state.Number("text")).Message.ShouldContain("'text' is of another kind");
        Should.Throw<PipelineException>(() => state.Floats("floats", 3)).Message.ShouldContain("'floats' has 2 values; expected are 3");
        Should.Throw<PipelineException>(() => state.Integers("integers", 3, 0, 8)).Message.ShouldContain("'integers' leaves its range, 0 to 7");
        Should.Throw<PipelineException>(() => state.Whole("nan")).Message.ShouldContain("'nan' is NaN");
        Should.Throw<ArgumentException>(() => Sample().Set("nan", 1));
    }

    private static StateWriter Nested(int depth)
    {
        var root = new StateWriter();
        var part = root;
        for (var i = 0; i < depth; i++)
            part = part.Part("p");
        return root;
    }

    private static StateWriter Sample()
    {
        var state = new StateWriter();
        state.Set("nan", double.NaN);
        state.Set("text", "größer „als“ 𝔸\n");
        state.Set("numbers", new[] { 0.1, double.NegativeInfinity, -0.0, double.Epsilon });
        state.Set("floats", new[] { float.MaxValue, float.NaN });
        state.Set("integers", new[] { int.MinValue, 0, 7 });
        state.Set("texts", new[] { "", "b" });
        state.Part("part").Part("inner").Set("many", [.. Enumerable.Range(0, 300_000).Select(i => i / 3.0)]);
        return state;
    }

    private static byte[] Bytes(StateWriter state)
    {
        using var stream = new MemoryStream();
        StateFile.Write(stream, state);
        return stream.ToArray();
    }

    private static StateReader Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return StateFile.Read(stream, "some.state");
    }
}
