"""The campaign as a pure state machine: begin, observe, decide (METHOD 3.8).

A driver's whole loop, here with a function as the people:

    state = begin(setup)
    while True:
        decision = decide(state, pool)
        if decision is not state.awaiting:
            log.append(to_record(decision))
            state = observe(state, decision)
        match decision:
            case Ask():    event = Answered(decision.items, oracle(decision.items))     # may come in parts
            case Train():  event = Trained(...)              # one for each of decision.labelers still missing
            case Freeze(): event = Drawn(secrets.token_hex(16))
            case Finish(): break
        log.append(to_record(event))
        state = observe(state, event)

While a decision waits for what it asked for, `decide` gives back that same decision (`state.awaiting`), so a
driver that was killed starts with its log and goes on. Its first line is the setup: `Setup.to_record`.
"""
