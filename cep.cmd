@echo off
rem Builds the command line in Release (a no-op when nothing changed), then runs it.
setlocal
set "root=%~dp0"
dotnet build "%root%feeds\Cep.Cli" -c Release -v quiet --nologo >"%TEMP%\cep-build.log" 2>&1
if errorlevel 1 (
  type "%TEMP%\cep-build.log" 1>&2
  echo cep: the build failed, see above 1>&2
  exit /b 1
)
dotnet "%root%feeds\Cep.Cli\bin\Release\net10.0\cep.dll" %*
exit /b %errorlevel%
