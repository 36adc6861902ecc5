using Cep.Cli;

using var terminal = Terminal.OfProcess();
return CommandLine.Invoke(args, terminal);
