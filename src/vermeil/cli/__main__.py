from vermeil.cli import main

main()
