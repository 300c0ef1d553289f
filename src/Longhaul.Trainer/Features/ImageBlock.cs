namespace Longhaul.Trainer.Features;

/// <summary>
/// Images of one size. The bytes are those of the whole frame, shared by all folds; rows point into them.
/// </summary>
/// <param name="Size">Width and height in pixels.</param>
/// <param name="Channels">1: grey; 3: red, green, blue.</param>
/// <param name="Images">Image by image: channel by channel, each row by row from the top, 0 … 255; empty where the cell is.</param>
/// <param name="Rows">The image that each row shows.</param>
public sealed record ImageBlock(int Size, int Channels, byte[][] Images, int[] Rows)
{
    /// <summary>The given rows, in that order.</summary>
    public ImageBlock Take(int[] rows) => this with { Rows = Array.ConvertAll(rows, row => Rows[row]) };
}
