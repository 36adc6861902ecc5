namespace Cep;

/// <summary>One key's pipeline of foreign operators, as far as its type of result does not matter.</summary>
internal abstract class KeyPipeline(int key)
{
    public int Key { get; } = key;

    /// <summary>The pipeline has ended with an error; the key's next event starts another.</summary>
    public bool Failed { get; set; }

    public long LastTime { get; set; }

    public Causes LastCauses { get; set; }

    /// <summary>When its scheduled work ran last, and how much of it ran then.</summary>
    public long LastDue { get; set; }

    public int WorkAtOnce { get; set; }
}
