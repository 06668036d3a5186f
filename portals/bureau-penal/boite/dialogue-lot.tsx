import type { ResumeDossier } from '@ppn/dossier/contract';
import { Alerte, Bouton, ChampChoix, ChampTexte, ChampZone, Choix, Dialogue, pluriel } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { estProposition, explicationProposee } from '../decision/explications.ts';
import { lectureMotifs } from '../donnees.ts';
import { DialogueSignature } from '../signature/dialogue-signature.tsx';
import { type DecisionDuLot, type LotPrepare, preparerLeLot } from './lot.ts';

type Genre = DecisionDuLot['genre'];

/** Une decision pour tout le lot : la choisir, l'ecrire une fois, signer tout d'un seul PIN. */
export const DialogueLot = ({
  dossiers,
  surFermeture,
}: {
  readonly dossiers: readonly ResumeDossier[];
  readonly surFermeture: () => void;
}) => {
  const sansAuteur = dossiers.every(({ misEnCause }) => misEnCause.length === 0);
  const [genre, setGenre] = useState<Genre>('classement');
  const [motif, setMotif] = useState(sansAuteur ? '71' : '');
  const [explication, setExplication] = useState(sansAuteur ? explicationProposee('71') : '');
  const [montant, setMontant] = useState('');
  const [texte, setTexte] = useState('');
  const [faits, setFaits] = useState<number>();
  const [pret, setPret] = useState<LotPrepare>();
  const [signer, setSigner] = useState(false);
  const motifs = useQuery(lectureMotifs).data ?? [];
  const complet =
    genre === 'classement' ? motif !== '' && explication.trim() !== '' : /^\d{1,5}$/.test(montant);

  const preparer = async (evenement: FormEvent): Promise<void> => {
    evenement.preventDefault();
    if (!complet || faits !== undefined) return;
    setFaits(0);
    const prepare = await preparerLeLot(
      dossiers,
      genre === 'classement'
        ? { genre, motif, explication: explication.trim() }
        : { genre, montant: Number(montant), texte },
      setFaits,
    );
    setPret(prepare);
    setSigner(prepare.actes.length > 0 && prepare.refus.length === 0);
  };

  if (signer && pret !== undefined)
    return <DialogueSignature actes={pret.actes} surFermeture={surFermeture} />;
  return (
    <Dialogue titre={`Décider ${pluriel(dossiers.length, 'procédure')}`} surFermeture={surFermeture}>
      {pret === undefined ? (
        <form className="pile" onSubmit={(evenement) => void preparer(evenement)}>
          <Choix
            legende="La même décision pour toutes"
            valeur={genre}
            options={[
              { valeur: 'classement', libelle: 'Classement sans suite (40-1 3°)' },
              { valeur: 'ordonnance-penale', libelle: 'Ordonnance pénale (495)' },
            ]}
            surChoix={setGenre}
          />
          {genre === 'classement' ? (
            <>
              <ChampChoix
                libelle="Motif"
                value={motif}
                options={[
                  { valeur: '', libelle: 'Choisir…' },
                  ...motifs.map(({ code, libelle }) => ({ valeur: code, libelle: `${code} ${libelle}` })),
                ]}
                surSaisie={(code) => {
                  setMotif(code);
                  if (estProposition(explication)) setExplication(explicationProposee(code));
                }}
              />
              <ChampZone
                libelle="Explication aux victimes, en mots simples (art. 40-2 CPP)"
                rows={4}
                maxLength={4_000}
                value={explication}
                surSaisie={setExplication}
              />
            </>
          ) : (
            <>
              <ChampTexte
                libelle="Amende requise, en euros"
                inputMode="numeric"
                maxLength={5}
                value={montant}
                surSaisie={setMontant}
              />
              <ChampZone
                libelle="Peines complémentaires requises (facultatif)"
                rows={2}
                maxLength={8_000}
                value={texte}
                surSaisie={setTexte}
              />
            </>
          )}
          <div className="rangee">
            <Bouton genre="primaire" type="submit" enCours={faits !== undefined}>
              Préparer et signer
            </Bouton>
            <output className="petit discret">
              {faits === undefined ? '' : `${faits} sur ${dossiers.length}`}
            </output>
          </div>
        </form>
      ) : (
        <div className="pile">
          <Alerte ton="attention" titre="À décider une à une" vive>
            <ul>
              {pret.refus.map(({ idj, intitule, phrase }) => (
                <li key={idj}>
                  {intitule} : {phrase}
                </li>
              ))}
            </ul>
          </Alerte>
          <div className="rangee">
            {pret.actes.length === 0 ? null : (
              <Bouton genre="primaire" onClick={() => setSigner(true)}>
                Signer les {pret.actes.length} autres
              </Bouton>
            )}
            <Bouton genre="discret" onClick={surFermeture}>
              Fermer
            </Bouton>
          </div>
        </div>
      )}
    </Dialogue>
  );
};
