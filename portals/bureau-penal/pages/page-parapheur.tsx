import {
  Bouton,
  Case,
  Chargement,
  dateEtHeure,
  Echec,
  EtatVide,
  pluriel,
  Puce,
  TitrePage,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemeDe } from '../client.ts';
import { lectureParapheur, memoire } from '../donnees.ts';
import { estMention } from '../mention/genres.ts';
import { DialogueSignature } from '../signature/dialogue-signature.tsx';

/** Ce qui attend ma signature, par dossier ; un seul PIN signe tout ce qui est coche et pret. */
export const PageParapheur = () => {
  const parapheur = useQuery(lectureParapheur);
  const [decoches, setDecoches] = useState<readonly string[]>([]);
  const [signature, setSignature] = useState(false);
  const actes = parapheur.data ?? [];
  const prets = actes.filter((acte) => acte.manques.length === 0);
  const choisis = prets.filter(({ acteId }) => !decoches.includes(acteId));
  const signer = (): void => {
    if (choisis.length > 0) setSignature(true);
  };
  useRaccourcis([
    { touche: 's', libelle: 'Signer les actes choisis', groupe: 'Parapheur', action: signer },
    { touche: 'ctrl+a', libelle: 'Tout choisir', groupe: 'Parapheur', action: () => setDecoches([]) },
  ]);
  return (
    <div className="pile">
      <div className="page-tete">
        <div>
          <TitrePage onglet="Parapheur">Parapheur</TitrePage>
          <p className="discret petit">
            Les décisions prêtes attendent votre carte ; celles qui sont incomplètes disent ce qui manque.
          </p>
        </div>
        {choisis.length === 0 ? null : (
          <Bouton genre="primaire" touche="S" onClick={signer}>
            Signer {pluriel(choisis.length, 'acte')}
          </Bouton>
        )}
      </div>
      {parapheur.isPending ? <Chargement libelle="Chargement du parapheur" /> : null}
      {parapheur.isError ? (
        <Echec probleme={problemeDe(parapheur.error)} reessayer={() => void parapheur.refetch()} />
      ) : null}
      {parapheur.data?.length === 0 ? (
        <section className="panneau">
          <EtatVide>
            <p>Rien à signer. Une décision commencée dans un dossier attend ici.</p>
            <Link to="/">Aller à la boîte</Link>
          </EtatVide>
        </section>
      ) : null}
      {actes.length === 0 ? null : (
        <section className="panneau" aria-label="Actes à signer">
          <ul className="liste">
            {actes.map((acte) => (
              <li key={acte.acteId} className="rang rang-parapheur">
                {acte.manques.length > 0 ? (
                  <span className="rang-nouveau">
                    <Puce ton="alerte">incomplet</Puce>
                  </span>
                ) : (
                  <Case
                    coche={!decoches.includes(acte.acteId)}
                    surCoche={(coche) =>
                      setDecoches(
                        coche ? decoches.filter((id) => id !== acte.acteId) : [...decoches, acte.acteId],
                      )
                    }
                  >
                    <span className="hors-ecran">
                      Signer {acte.titre}, {acte.numero}
                    </span>
                  </Case>
                )}
                <span className="rang-corps">
                  {acte.etat === 'a-cosigner' ? (
                    <Link
                      className="rang-titre"
                      to="/parapheur/$idj/$acteId"
                      params={{ idj: acte.idj, acteId: acte.acteId }}
                    >
                      {acte.titre}
                    </Link>
                  ) : (
                    <Link
                      className="rang-titre"
                      to="/dossiers/$idj"
                      params={{ idj: acte.idj }}
                      search={{ onglet: ongletDe(acte.type) }}
                    >
                      {acte.titre}
                    </Link>
                  )}
                  <span className="rang-suite">
                    {acte.etat === 'a-cosigner' ? `À cosigner, signé par ${acte.redacteur} · ` : ''}
                    {acte.intitule} · {acte.numero}
                    {acte.manques[0] === undefined ? '' : ` · ${acte.manques[0].phrase}`}
                  </span>
                </span>
                <span className="rang-fin discret petit chiffres">{dateEtHeure(acte.majA)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {signature ? (
        <DialogueSignature
          actes={choisis.map(({ acteId, titre, numero }) => ({ acteId, titre: `${titre} — ${numero}` }))}
          surFermeture={() => {
            setSignature(false);
            void memoire.invalidateQueries();
          }}
        />
      ) : null}
    </div>
  );
};

const ongletDe = (type: string): 'mentions' | 'pieces' | 'decision' =>
  estMention(type) ? 'mentions' : type === 'conversion-papier' ? 'pieces' : 'decision';
