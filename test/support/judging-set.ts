import type { AnswerKind } from '../../src/core/quiz/types.ts';

/** A guess with the answer asked for, by title, and the class of spelling it stands for. */
export interface JudgingCase {
  readonly className: string;
  readonly kind: AnswerKind;
  readonly answer: string;
  readonly guess: string;
}

/**
 * One class a block: `class`, then lines of `answer = guess = guess …`, with `song:` or `artist:` before an answer that is no
 * drama. Written before the judge was tried on them.
 */
const parse = (text: string): readonly JudgingCase[] => {
  let className = '';
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      if (line.startsWith('# ')) {
        className = line.slice(2).trim();
        return [];
      }
      const [first = '', ...guesses] = line.trim().split(' = ');
      const [, prefix, answer = first] = /^(song|artist):(.*)$/u.exec(first) ?? [];
      const kind: AnswerKind = prefix === 'song' || prefix === 'artist' ? prefix : 'drama';
      return guesses.map((guess) => ({ className, kind, answer, guess: guess.replaceAll('⏎', '\n') }));
    });
};

export const accepts: readonly JudgingCase[] = parse(`
# case and punctuation
Crash Landing on You = CRASH LANDING ON YOU = crash-landing-on-you = crash landing on you!!! = Crash_Landing_On_You
It's Okay to Not Be Okay = its okay to not be okay = IT’S OKAY TO NOT BE OKAY = It's okay, to not be okay...
Start-Up = start up = startup = START UP!
Kill Me, Heal Me = kill me heal me = KillMeHealMe
Hometown Cha-Cha-Cha = hometown chachacha = hometown cha cha cha
Twenty-Five Twenty-One = twenty five twenty one = twentyfive twentyone
SKY Castle = sky castle = skycastle
Mr. Sunshine = mr sunshine = MR.SUNSHINE
W = w = W!
song:I Will Go To You Like the First Snow = i will go to you like the first snow
song:Can You Hear Me? = can you hear me
song:Fallin' = fallin
artist:K.Will = kwill = k will = K.WILL
artist:Girl's Day = girls day = GIRLSDAY
artist:MC the Max = mc the max = M.C the MAX
artist:(G)I-DLE = gidle = g-idle = (g)i-dle
# width, form and diacritics
Vincenzo = ｖｉｎｃｅｎｚｏ = Víncenzo = VINCÉNZO
Reply 1988 = Ｒｅｐｌｙ　１９８８
Guardian: The Lonely and Great God = ${'도깨비'.normalize('NFD')} = ${'쓸쓸하고 찬란하神'.normalize('NFD')}
Crash Landing on You = ${'사랑의 불시착'.normalize('NFD')}
song:You Are My Everything = ｙｏｕ ａｒｅ ｍｙ ｅｖｅｒｙｔｈｉｎｇ
artist:IU = ＩＵ = ${'아이유'.normalize('NFD')}
# Hangul spacing
Crash Landing on You = 사랑의불시착 = 사랑의 불 시착
Reply 1988 = 응답하라1988 = 응답 하라 1988
Hospital Playlist = 슬기로운 의사생활 = 슬기로운의사생활 = 슬기로운 의사 생활
My Love from the Star = 별에서온그대 = 별에서 온그대
Descendants of the Sun = 태양의후예
Because This Is My First Life = 이번생은 처음이라 = 이번생은처음이라
Extraordinary Attorney Woo = 이상한변호사 우영우
song:Every moment of you = 너의모든순간 = 너의 모든순간
song:I Will Go To You Like the First Snow = 첫눈처럼너에게가겠다 = 첫눈처럼 너에게가겠다
artist:Kim Na Young = 김 나영
# one jamo wrong
Crash Landing on You = 사랑의 불시작 = 사랑에 불시착 = 사랑의 부시착
Guardian: The Lonely and Great God = 도께비 = 도깨미 = 더깨비
Itaewon Class = 이태원 클라스 = 이태완 클라쓰
Descendants of the Sun = 태양의 후에 = 태양의 후얘
Vincenzo = 빈샌조 = 빈센초
Misaeng: Incomplete Life = 미셍
Reply 1988 = 응답하라 1988 = 응답허라 1988
Hotel del Luna = 호텔 델루라 = 호탤 델루나
Queen of Tears = 눈물의 여왁
Signal = 시그날 = 시그널ㄹ
Hwarang = 하랑
song:Every moment of you = 너의 모든 순갼
song:All about you = 그대라는 씨
artist:IU = 아이우
artist:Davichi = 다비지 = 다바치
artist:Ailee = 애일리
# two jamo wrong in a long title
Extraordinary Attorney Woo = 이상헌 변호사 우명우
Hospital Playlist = 슬기로은 의사생할
My Love from the Star = 별애서 온 그데
What's Wrong with Secretary Kim = 김비서가 왜 그렬까
# choseong
Crash Landing on You = ㅅㄹㅇㅂㅅㅊ = ㅅㄹㅇ ㅂㅅㅊ
Guardian: The Lonely and Great God = ㄷㄲㅂ
Itaewon Class = ㅇㅌㅇㅋㄹㅆ
Descendants of the Sun = ㅌㅇㅇㅎㅇ
My Love from the Star = ㅂㅇㅅㅇㄱㄷ
Hotel del Luna = ㅎㅌㄷㄹㄴ
Extraordinary Attorney Woo = ㅇㅅㅎㅂㅎㅅㅇㅇㅇ
What's Wrong with Secretary Kim = ㄱㅂㅅㄱㅇㄱㄹㄲ
Queen of Tears = ㄴㅁㅇㅇㅇ
Reply 1988 = ㅇㄷㅎㄹ 1988 = ㅇㄷㅎㄹ1988
song:I Will Go To You Like the First Snow = ㅊㄴㅊㄹㄴㅇㄱㄱㄱㄷ
artist:Jung Seung Hwan = ㅈㅅㅎ
# keyboard left in English
Guardian: The Lonely and Great God = ehRoql = EHRoql
Crash Landing on You = tkfkddml qntlckr = tkfkddmlqntlckr
Descendants of the Sun = xodiddml gndP
Vincenzo = qlstpswh
Hotel del Luna = ghxpf epffnsk
Itaewon Class = dlxodnjs zmffkTm
Signal = tlrmsjf
song:Every moment of you = sjdml ahems tnsrks
artist:IU = dkdldb
artist:Davichi = ekqlcl
# keyboard left in Korean
Guardian: The Lonely and Great God = 해ㅠㅣㅑㅜ
Vincenzo = 퍄ㅜㅊ두캐
Signal = 냐후미
Crash Landing on You = ㅊㄱㅁ노 ㅣ뭉ㅑㅜㅎ ㅐㅜ ㅛㅐㅕ
Healer = ㅗㄷ미ㄷㄱ
song:Everytime = ㄷㅍㄷ교샤ㅡㄷ
artist:Gummy = 혀ㅡㅡㅛ
# romanised
Guardian: The Lonely and Great God = dokkaebi = dokebi = dokkebi = tokkaebi = dokkaeby
Crash Landing on You = sarangui bulsichak = sarangeui bulshichak = sarang-ui bulsichak = sarangui boolshichak
Reply 1988 = eungdapara 1988 = eungdaphara 1988 = eungdabhara 1988 = ungdapara 1988
Descendants of the Sun = taeyangui huye = taeyangeui hooye = taeyang-ui huye
My Love from the Star = byeoreseo on geudae = byuleseo on geudae = byeoleseo on geudae
Misaeng: Incomplete Life = misaeng = miseng = misaing
Itaewon Class = itaewon keulasseu = itaewon clasu
What's Wrong with Secretary Kim = kimbiseoga wae geureolkka = kim biseoga wae geureolgga
Hospital Playlist = seulgiroun uisa saenghwal = seulgirowoon uisasaenghwal
Queen of Tears = nunmurui yeowang = nunmului yeowang
Secret Forest = bimilui sup = bimilui soop = bimileui sup
Because This Is My First Life = ibeon saengeun cheoeumira
Boys over Flowers = kkotboda namja = ggotboda namja = kotboda namja
song:Every moment of you = neoui modeun sungan = neoui modeun soongan
song:I Will Go To You Like the First Snow = cheotnuncheoreom neoege gagetda
artist:Gummy = geomi
artist:Kim Bum Soo = kim beomsu = gim beomsu = kim bumsoo
artist:Lee Juck = i jeok = lee jeok
artist:Jung Seung Hwan = jeong seunghwan = jung seunghwan
# initialisms
Crash Landing on You = CLOY = cloy
Descendants of the Sun = DOTS = dots
It's Okay to Not Be Okay = iotnbo
What's Wrong with Secretary Kim = wwwsk
My Love from the Star = mlfts = mlfs
Hotel del Luna = hdl
Extraordinary Attorney Woo = eaw
Kill Me, Heal Me = kmhm
Boys over Flowers = bof
Weightlifting Fairy Kim Bok Joo = wfkbj
# Latin typos
Crash Landing on You = crash landng on you = carsh landing on you = crash landing on yuo = crash landin on yo
Vincenzo = vincenso = vinchenzo = vicenzo
Guardian: The Lonely and Great God = gobiln = golbin = guardian the lonley and great god
Itaewon Class = itaewon clas = iteawon class
Descendants of the Sun = decendants of the sun = descendents of the sun = descendants of teh sun
Weightlifting Fairy Kim Bok Joo = weightlifting fairy kim bok ju = wieghtlifting fairy kim bok joo
Extraordinary Attorney Woo = extraordinary atorney woo = extrodinary attorney woo
Hotel del Luna = hotel de luna = hotel dell luna
Business Proposal = buisness proposal = bussiness proposal
Lovely Runner = lovly runner = lovely runer
Uncontrollably Fond = uncontrolably fond
Memories of the Alhambra = memories of the alhambara
Hospital Playlist = hopsital playlist = hospital playlst
Pinocchio = pinochio = pinnochio
song:You Are My Everything = you are my everthing = you are my evrything
song:Sudden Shower = suden shower = sudden shwoer
artist:Chanyeol = chanyoel = chanyol
artist:Davichi = davici
artist:Red Velvet = red velet
artist:Taeyeon = taeyon
# chatty
Guardian: The Lonely and Great God = is it goblin? = omg goblin!! = I think it's goblin = i think its Goblin lol = GOBLIN!!!!!! = is this goblin?? = maybe goblin? = goblin right? = goblin i think = it's goblin 😭😭 = 👻 goblin 👻 = the answer is goblin = goblin ost = OMG it's goblin = ohh goblin = could it be goblin = goblin for sure = pretty sure it's goblin = hmm goblin?
Guardian: The Lonely and Great God = 도깨비 아니야? = 정답 도깨비 = 정답은 도깨비! = 도깨비? = 도깨비ㅋㅋㅋ = 도깨비!! = 도깨비인가요? = 도깨비 같은데 = 혹시 도깨비? = 도깨비 아닌가요 = 이거 도깨비 아님? = 도깨비요 = 도깨비다! = 도깨비입니다 = 아 도깨비 = 도깨비 ost = 정답! 도깨비 = 도깨비 맞지? = 도깨비잖아 = 도깨비 ㅠㅠ
Crash Landing on You = wait is it crash landing on you? = crash landing on you!!! 💕 = omg i know this, crash landing on you = 사랑의 불시착이요 = 사랑의 불시착 아닌가? = oh crash landing on you haha
Reply 1988 = is it reply 1988? = 응답하라 1988이요 = definitely reply 1988 = 응답하라 1988 아니야? = answer: reply 1988
Vincenzo = this is vincenzo = vincenzo omggg = lol vincenzo = VINCENZOOO
Hotel del Luna = hotel del luna??? = i love this song! hotel del luna = hotel del luna guys
Signal = it must be signal = signal, final answer
song:Stay With Me = is it stay with me? = i think it's "Stay With Me" = stay with me!!! = stay with me lol
song:You Are My Everything = omg you are my everything = the song is you are my everything
artist:Gummy = is it gummy? = gummy!! = 거미 아니야? = i think gummy = by gummy = 정답 거미
artist:Chanyeol = is that chanyeol? = chanyeol omg = 찬열이요
# Discord markup
Guardian: The Lonely and Great God = ||goblin|| = **goblin** = __goblin__ = \`goblin\` = ~~goblin~~ = "goblin" = > goblin = ||도깨비|| = # goblin = :goblin: goblin = goblin <:gongyoo:123456789012345678> = <@123456789012345678> goblin = “Goblin” = 「도깨비」 = ||is it goblin?||
Crash Landing on You = ***crash landing on you*** = ||**Crash Landing On You**||
song:Stay With Me = ||stay with me|| = *stay with me*
artist:IU = ||IU|| = **아이유**
# articles and small words
The Heirs = heirs = the heirs
The Glory = glory = The Glory
Business Proposal = a business proposal = the business proposal
A Korean Odyssey = korean odyssey
Queen of Tears = the queen of tears
Descendants of the Sun = descendants of sun
Flower of Evil = the flower of evil
The Legend of the Blue Sea = legend of the blue sea = legend of blue sea
Cheese in the Trap = cheese in trap
Something in the Rain = something in rain
song:The Reasons of My Smiles = reasons of my smiles
# written another way
It's Okay to Not Be Okay = it is okay to not be okay = its ok to not be ok = it's ok to not be okay
Dr. Romantic = doctor romantic = dr romantic
Mr. Sunshine = mister sunshine
Twenty-Five Twenty-One = 25 21 = 2521
100 Days My Prince = hundred days my prince
What's Wrong with Secretary Kim = what is wrong with secretary kim = whats wrong with secretary kim
Reply 1988 = reply 88
18 Again = eighteen again
# subtitles
Guardian: The Lonely and Great God = guardian = the lonely and great god = lonely and great god = Goblin: The Lonely and Great God
Moon Lovers: Scarlet Heart Ryeo = moon lovers = scarlet heart ryeo = 달의 연인 = 보보경심 려
The King: Eternal Monarch = eternal monarch = the king eternal monarch
Who Are You: School 2015 = school 2015 = 학교 2015
My Country: The New Age = my country = 나의 나라
Misaeng: Incomplete Life = incomplete life
Alchemy of Souls Season 2: Light and Shadow = alchemy of souls 2 = alchemy of souls season 2
The Penthouse: War in Life = penthouse = the penthouse
Voice Season 4: Judgment Hour = voice 4 = 보이스4
# seasons and years
Hospital Playlist Season 2 = hospital playlist 2 = hospital playlist s2 = hospital playlist season two = hospital playlist II = 슬기로운 의사생활 2 = 슬기로운 의사생활 시즌 2 = 슬의생2
Dr. Romantic Season 3 = dr romantic 3 = doctor romantic season 3 = 낭만닥터 김사부 3
Dr. Romantic = dr romantic 1 = dr. romantic season 1 = 낭만닥터 김사부
The Penthouse: War in Life = penthouse 1 = penthouse season 1
The Penthouse Season 2: War in Life = penthouse 2 = the penthouse season 2 = 펜트하우스2
IRIS 2 = iris 2 = iris season 2 = Iris II = 아이리스2
Iris = iris = 아이리스 = iris 2009
Love Alarm Season 2 = love alarm 2 = 좋아하면 울리는 2
School 2017 = school 2017 = 학교2017 = hakgyo 2017
School 2013 = school 2013 = 학교 2013
Vincenzo = vincenzo 2021 = vincenzo (2021)
Goblin = goblin 2016 = goblin (2016)
# part of the title, any order
Crash Landing on You = landing on you = crash landing
Extraordinary Attorney Woo = attorney woo = extraordinary attorney
What's Wrong with Secretary Kim = secretary kim
Weightlifting Fairy Kim Bok Joo = weightlifting fairy = kim bok joo
Strong Woman Do Bong Soon = do bong soon = strong woman
Memories of the Alhambra = alhambra memories
Descendants of the Sun = sun descendants
# with what belongs to it
song:Stay With Me = stay with me chanyeol = stay with me by chanyeol & punch = chanyeol punch - stay with me = stay with me goblin = Stay With Me (Goblin OST) = goblin stay with me = stay with me - 찬열, 펀치
song:You Are My Everything = you are my everything gummy = gummy - you are my everything = You Are My Everything (Descendants of the Sun)
song:Sweet Night = sweet night by V = sweet night itaewon class
artist:Chanyeol = exo chanyeol = chanyeol of exo = chanyeol (exo) = EXO's Chanyeol
artist:Gummy = gummy (거미) = 거미 gummy
Guardian: The Lonely and Great God = goblin / guardian = Goblin (도깨비) = goblin kdrama
Hotel del Luna = hotel del luna 2019 = hotel del luna (호텔 델루나)
`);

export const rejects: readonly JudgingCase[] = parse(`
# sibling
School 2013 = School 2015 = school 2017 = school 2021 = school = 학교 2017 = hakgyo 2017 = is it school 2015?
Who Are You: School 2015 = school 2013 = School 2017 = who are you 2013 = 학교 2013
School 2017 = school 2013 = school 2015 = school 2021 = 학교 2021 = school
School 2021 = school 2017 = school 2013 = 학교 2017
Reply 1988 = Reply 1994 = reply 1997 = 응답하라 1994 = eungdapara 1997 = reply 94 = ||reply 1994|| = 응답하라 1997이요
Reply 1994 = reply 1988 = 응답하라 1988 = Reply 1997 = reply 88
Reply 1997 = reply 1988 = 응답하라 1994
Hospital Playlist = hospital playlist 2 = Hospital Playlist Season 2 = 슬기로운 의사생활 2 = 슬기로운 의사생활 시즌2 = hospital playlist s2
Hospital Playlist Season 2 = hospital playlist = 슬기로운 의사생활 = hospital playlist season 1 = hospital playlist 1
W = w special = voice = W: The Unfinished Story
Life = live = Life on Mars = life is beautiful = 라이브 = on the verge of insanity
Live = life = 라이프 = live on = live up to your name
Voice = voice 2 = voice season 3 = i hear your voice = 보이스 2 = voice 4
Voice Season 2 = voice = voice 3 = 보이스 = voice 4 = 보이스 3
I Hear Your Voice = voice = 보이스
Iris = iris 2 = iris ii = 아이리스 2 = iris season two
IRIS 2 = iris = 아이리스 = iris 1 = iris season 1
Dr. Romantic = dr romantic 2 = dr. romantic season 3 = 낭만닥터 김사부2 = doctor romantic 3
Dr. Romantic Season 2 = dr romantic = dr romantic 3 = 낭만닥터 김사부 = doctor romantic
Dr. Romantic Season 3 = dr romantic 2 = dr romantic
The Penthouse: War in Life = penthouse 2 = penthouse season 3 = 펜트하우스2 = the penthouse 3
The Penthouse Season 2: War in Life = penthouse = penthouse 3 = the penthouse = 펜트하우스 = penthouse 1
The Penthouse Season 3: War in Life = penthouse = penthouse 2 = 펜트하우스
Love Alarm = love alarm 2 = love alarm season 2 = 좋아하면 울리는 2
Love Alarm Season 2 = love alarm = 좋아하면 울리는 = love alarm 1
Dream High = dream high 2 = 드림하이 2
Dream High Season 2 = dream high = 드림하이
Yumi's Cells Season 2 = yumis cells = 유미의 세포들
Taxi Driver = taxi driver 2 = 모범택시2 = taxi driver 3
Taxi Driver Season 2 = taxi driver = 모범택시 = taxi driver 3
Sweet Home = sweet home 2 = sweet home 3
Stranger = stranger 2 = strangers from hell = stranger season 2
Age of Youth = age of youth 2 = 청춘시대 2
Squid Game = squid game 2 = squid game season 3
# wrong number without a sibling
Reply 1988 = reply 1989 = 응답하라 1998 = reply 2988
Vincenzo = vincenzo 2 = vincenzo season 2
Guardian: The Lonely and Great God = goblin 2 = 도깨비 2
Reply 1988 = 응답하라 = answer me
# another title as close
The King: Eternal Monarch = the king in love = king of pigs = the king and i = eternal love
Moon Embracing the Sun = descendants of the sun
Descendants of the Sun = moon embracing the sun = the moon embracing the sun = descendants of the airport
My Love from the Star = my lovely girl = my lovely sam soon = my love
Secret Garden = secret = secret love = secret forest = secret love affair
Good Doctor = good wife = good detective = good boy = ghost doctor = doctors
Ghost = ghost doctor = giant = hello ghost
Mask = mask girl = pasta = mouse
Queen of Tears = queen of reversals = mr queen = king of tears = queen of ambition
Extraordinary Attorney Woo = extraordinary you = attorney
Strong Woman Do Bong Soon = strong girl namsoon = strongest deliveryman = 힘쎈여자 강남순
Hotel del Luna = hotel king = hotelier
Boys over Flowers = flower boy next door = flower boy ramen shop = boys
Lovely Runner = lovely horribly = my lovely sam soon
While You Were Sleeping = while you were away
Guardian: The Lonely and Great God = guardian angel = the guardians = 수호천사
Vincenzo = crash landing on you = 사랑의 불시착 = itaewon class
song:Stay With Me = stay = with me = with you = stay by my side
song:This Love = my love = love = this is love
song:You Are My Everything = my everything = you are my love = everything
song:Beautiful = you are so beautiful = beautiful my love
song:Stay With Me = stay with me davichi = stay with me vincenzo
artist:Kim Na Young = kim feel = kim bum soo = paul kim = 김범수
artist:Lee Juck = lee sun hee = lee hi
artist:Chen = chanyeol = cheeze = ben
artist:Ben = chen = v
artist:Punch = crush
# spraying
Guardian: The Lonely and Great God = goblin or vincenzo = goblin, crash landing on you = goblin vincenzo = goblin / healer = goblin | signal = goblin healer signal vincenzo = 도깨비 빈센조 = 도깨비 아니면 빈센조 = goblin w = goblin, w, life = vincenzo goblin = goblin⏎vincenzo = is it goblin or healer? = goblin & vincenzo = goblin;healer = ||goblin|| ||healer||
Reply 1988 = reply 1988 1994 1997 = reply 1988 or 1994 = reply 1988 / reply 1994 = reply 1994 reply 1988 reply 1997
School 2013 = school 2013 2015 2017 2021 = school 2013 school 2015
Hospital Playlist = hospital playlist 1 or 2 = hospital playlist hospital playlist 2
song:Stay With Me = stay with me you are my everything = stay with me, this love, beautiful
artist:Gummy = gummy lyn davichi = gummy or ailee = gummy, punch, heize, chen
artist:Chanyeol = chanyeol baekhyun chen = chanyeol or baekhyun
# too short or nothing
Guardian: The Lonely and Great God = g = go = the = a = ㄷ = ㄷㄲ = 도 = god = ? = !!! = lol = omg = 😭 = ㅋㅋㅋ = is it = i think = 정답 = ost
Crash Landing on You = on you = you = love = 사랑 = 사랑의 = ㅅㄹ = on = c
Itaewon Class = class = the class
Hotel del Luna = hotel = 호텔
My Love from the Star = my = star = my love = love = 별
Reply 1988 = 1988 = 88 = r
song:Stay With Me = me = s = with = me me me
artist:Kim Na Young = kim = 김 = na = k
artist:IU = i = u
# talk
Signal = no idea = skip please = what is this song = i love this drama so much = who sings this = can we get a hint = this is so hard lol = 이거 뭐지 = 힌트 주세요 = 모르겠다 = not signal
Guardian: The Lonely and Great God = not goblin = it's not goblin = gong yoo = the one with gong yoo = 도깨비 말고 빈센조
# group and member
artist:EXO = chanyeol = baekhyun = chen = exo chanyeol
artist:Chanyeol = exo = baekhyun
artist:BTS = jimin = v
artist:Red Velvet = wendy = joy
artist:Mamamoo = hwasa
`);
