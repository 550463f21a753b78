"""Notes as people type them on a phone after an interview: (language, note).

`SEEN` were written before the reader was mended by them, `FRESH` after that; what read badly of
these was then mended, too (docs/letters.md). `bench.eval_letters` tells how many of them come to
stand in the letter.
"""

from __future__ import annotations

SEEN: tuple[tuple[str, str], ...] = (
    ("en", "Went well! Talked mostly about how they do on call and the k8s migration"),
    (
        "en",
        (
            "spoke w Jane about the roadmap, she liked my work on search. they're "
            "unsure about my lack of people mgmt experience"
        ),
    ),
    (
        "en",
        (
            "good chat. team of 6, hybrid 2 days. They want someone to own the "
            "data pipelines end to end. I've done that at Acme for 3 yrs"
        ),
    ),
    (
        "en",
        (
            "we discussed their move from on-prem to AWS. I forgot to mention that "
            "I led a similar migration last year"
        ),
    ),
    ("en", "Asked about gaps in my CV. Explained the sabbatical. Loved their mentoring program"),
    ("en", "concern: salary expectations"),
    ("en", "they worry I might get bored, role is smaller than my last one"),
    ("en", "Topics: patient intake, triage, staffing ratios on nights"),
    ("en", "liked the culture"),
    (
        "en",
        (
            "talked abt their new warehouse in Leeds, my forklift cert came up, "
            "need to stress that i can do night shifts"
        ),
    ),
    (
        "en",
        (
            "Interview w/ Sam & Priya. Sam is a huge fan of TDD. We geeked out "
            "about property based testing."
        ),
    ),
    ("en", "mention my thesis on graph databases!!"),
    ("en", "They use React and GraphQL, I only know Vue. I should say I pick things up fast"),
    ("en", "tell them i can start in april"),
    ("en", "Forgot to say: fluent in Portuguese"),
    ("en", "discussed the Q3 product launch and how marketing and sales work together there"),
    (
        "en",
        (
            "great talk about accessibility. They're rebuilding the design system. "
            "I'd love to help with that"
        ),
    ),
    ("en", "The head teacher was particularly interested in my work with SEN pupils"),
    ("en", "weak answer on SQL window functions, want to make up for it"),
    ("en", "They asked how I handle conflict, gave the example of the vendor dispute"),
    ("en", "very interested in their expansion into France"),
    ("en", "stress: 8 yrs of B2B sales, closed the biggest deal of 2024"),
    ("en", "main concern seemed to be that I have no agency experience"),
    ("en", "they think im overqualified"),
    ("en", "Really enjoyed hearing about the research group's work on protein folding"),
    ("en", "talked with Dr Roe about the ICU, their new triage process and the shortage of nurses"),
    (
        "en",
        "no questions about the case study, odd. talked about budget planning and the audit in May",
    ),
    ("en", "Remember to thank her for the office tour"),
    ("en", "they have concerns re my commute (90 min)"),
    (
        "en",
        (
            "we talked about the migraton to Kubernetes and I would like to stress "
            "my expereince with Helm"
        ),
    ),
    ("en", "impressed by how openly they spoke about last year's layoffs"),
    ("en", "1) onboarding takes 3 months 2) they asked about my notice period 3) remote ok"),
    ("en", "I liked that engineers talk to customers directly"),
    ("en", "Discussed pair programming; code reviews; trunk based development"),
    ("en", "what stood out: small team, lots of ownership"),
    ("en", "they were hesitant because I've never managed a budget"),
    ("en", "emphasise my teaching background and that I speak Urdu"),
    ("en", "my biggest plus is that i know the fundraising scene in Glasgow"),
    ("en", "told them about the app I built for the food bank"),
    ("en", "spoke about why their churn went up, I suggested a win-back campaign"),
    ("de", "Gutes Gespräch, viel über die neue Plattform und das Team geredet"),
    ("de", "Haben über ihre Cloud-Migration gesprochen. Sorge: keine Führungserfahrung"),
    ("de", "erwähnen, dass ich drei Jahre im Außendienst war"),
    ("de", "Sie waren unsicher wegen meiner fehlenden SAP-Kenntnisse"),
    ("de", "ging vor allem um Schichtplanung und Personalmangel auf der Station"),
    ("de", "fand ihre Fehlerkultur super"),
    ("de", "Thema war der Umzug nach Leipzig, ich kann ab Mai"),
    ("fr", "on a parlé de leur projet de refonte du site et de l'équipe"),
    ("fr", "souligner que j'ai dirigé une équipe de huit personnes"),
    ("fr", "ils s'inquiètent de mon manque d'expérience en management"),
    ("fr", "j'ai bien aimé leur façon de travailler en binôme"),
    ("fr", "Très bon entretien. Discuté de la logistique et des délais de livraison"),
    ("es", "hablamos mucho de la expansión en México y del equipo de ventas"),
    ("es", "les preocupa que no tengo experiencia con Salesforce"),
    ("es", "destacar mis cinco años de experiencia en atención al cliente"),
    ("es", "me gustó cómo organizan las guardias"),
    ("nl", "gesproken over de nieuwe planning en het team"),
    ("nl", "ze twijfelen of ik genoeg ervaring heb met Java"),
    ("nl", "benadrukken dat ik vier jaar in de thuiszorg heb gewerkt"),
    ("nl", "leuk gesprek, vooral over hun aanpak van duurzaamheid"),
)

FRESH: tuple[tuple[str, str], ...] = (
    ("en", "Really good conversation about data quality and who owns it"),
    ("en", "they liked my portfolio, esp the museum project"),
    ("en", "should of mentioned i have a driving licence"),
    ("en", "we talked about the new wing of the hospital & how handovers work"),
    ("en", "Mainly about forecasting. I'd like to bring up my work at Delta on inventory"),
    ("en", "only doubt: I haven't worked with kids under 5"),
    ("en", "They're moving to a four day week in the summer"),
    ("en", "she was worried I'd find the work too repetitive"),
    ("en", "discussed incident response, runbooks and on call pay"),
    ("en", "I want them to know I am still very keen"),
    (
        "en",
        (
            "Spoke to Tom about testing and release trains, he mentioned flaky "
            "tests as the biggest issue"
        ),
    ),
    ("en", "impressed with their apprenticeship scheme"),
    ("en", "key strength: calm under pressure"),
    ("en", "Interview ran over, 75 min instead of 45"),
    ("en", "concern about me having only worked in startups"),
    ("en", "talked about donor retention; major gifts; the spring gala"),
    ("en", "Add that I've since finished the AWS course"),
    ("en", "loved how they run retros"),
    ("en", "asked me about my time in Kenya"),
    ("en", "no experience w/ Salesforce was the sticking point"),
    ("en", "nice people!! discussed sustainable packaging and their suppliers in Vietnam"),
    ("en", "highlight my Mandarin"),
    ("en", "went through my pull request together, good feedback on naming"),
    ("en", "don't forget: I know their CRM (HubSpot)"),
    ("en", "They need somebody who can travel 2 weeks a month. I can"),
    ("en", "learned a lot about the grant process and reporting"),
    ("en", "hesitation: no line management"),
    ("en", "Dr Roe explained the rota and the on-site gym"),
    ("en", "enjoyed the whiteboard exercise on rate limiting"),
    ("en", "my sector knowledge = what they want, stress it"),
    ("en", "chatted about Wolves and the cup final before we started"),
    ("en", "discusssed customer onbording and reducing chrun"),
    ("en", "They were unsure whether I'd relocate to Aberdeen"),
    ("en", "tell her that i've managed rotas for 40 staff"),
    ("en", "talked thru the budget, she wants to cut 10%"),
    ("en", "The panel seemed to like the pilot idea"),
    ("en", "curious about the move to electric buses"),
    ("en", "emphasize reliability, never missed a shift in 3 years"),
    ("en", "covered: safeguarding, behaviour policy, phonics"),
    ("en", "I said I'd send the reading list"),
    ("de", "Wir haben uns lange über Wartung und Bereitschaft unterhalten"),
    ("de", "Bedenken wegen Pendelstrecke"),
    ("de", "Ihre Lernwerkstatt fand ich toll"),
    ("de", "betonen dass ich fließend Polnisch spreche"),
    ("de", "Es ging um das neue Lager in Kassel, die Stimmung war gut"),
    ("de", "Schwachpunkt: wenig Erfahrung mit Kubernetes"),
    ("de", "hab vergessen zu sagen, dass ich den Staplerschein habe"),
    ("fr", "nous avons parlé du projet pilote et des horaires"),
    ("fr", "point faible : pas de permis de conduire"),
    ("fr", "insister sur mes dix ans en restauration"),
    ("fr", "j'ai adoré la visite de l'atelier"),
    ("fr", "discuté surtout de la relation client"),
    ("es", "hablamos sobre los turnos y la nueva clínica"),
    ("es", "mencionar que hablo catalán"),
    ("es", "duda: poca experiencia con niños"),
    ("es", "me encantó el ambiente del equipo"),
    ("nl", "we hebben het vooral over de overstap naar de cloud gehad"),
    ("nl", "benadrukken: mijn ervaring in de logistiek"),
    ("nl", "twijfel: geen rijbewijs"),
    ("nl", "ik vond hun manier van werken heel fijn"),
)
