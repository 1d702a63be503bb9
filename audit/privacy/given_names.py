"""Given names: those of today's children, those more usual among the adults around them, and those that are words.

Written from general knowledge of the names given in England in the last eighty years, in many communities; it cannot be
complete. A name that is not here is still seen where the words around it leave no doubt.
"""

from audit.privacy.lists import each

CHILDREN = each(
    """
    aaliyah aarav aaron aayan abbie abby abdi abdirahim abdirahman abdul abdullah abdullahi abena abi abigail abiola
    abubakar adam adebayo adeel adele adeola adesola adetola aditi aditya adnan adomas adrian advait afia agata
    agnieszka ahmad ahmed ahmet aidan aiden aileen aimee aisha aishah aiza aj ajay akash akosua akshay akua alana
    alayna albert albie alejandro aleks aleksander aleksandra alessia alex alexa alexander alexandra alexandru
    alexia alexis alfie alfred ali alice alicia alin alina alisha alissa alistair alix aliyah allegra alvaro alyssa
    alyx amaan amaka amal aman amara amarachi amari amaya amber amelia amelia-grace amelia-rose amelie amelka amie
    amina aminah amir amira amirah amin amit amna amran amrit amrita amy ana anais ananya anas anastasia anaya andre
    andreea andrei andris aneesa angel angelica angelina angus anh anika aniket anisa aniyah anjali ankit anna
    annabel annabella annabelle annalise annie anton antoni anya aoife april arabella archer archie aria ariana
    arianna ariella arjun arlo armaan arman arnav arooj arran arsalan art arthur artis arwen aryaman aryan asad ash
    asha ashleigh ashley ashton asiya asma aspen athena aubrey aurelia aurora austeja austin autumn ava ava-grace
    ava-mae ava-rose avni ayaan ayaanle ayah ayan ayat ayesha ayla aylin ayman ayobami ayodele ayomide ayra ayse
    aysha ayub azaan azadeh bailey baran barnaby bartosz bashir bea beatrice beatrix beatriz beau behrad bella ben
    benjamin benji benny bentley berat bereket berfin berivan beth bethan bethany betsy bex bhavesh bhavya bilal
    billie birdie blake blazej blessing bobby bogdan bonnie boris borys bradley brandon brayden brendan brianna
    bridget brody bronwyn brooke brooklyn bruno bryony bukola byron caden cadence caelan caitlin caitlyn caleb
    callie callum calum cameron camilla caoimhe cara carla carlos carly carmen carter casey casper cassidy cassius
    catalin cece celeste cem cemre cerys chance chantal chantelle charity charles charley charlie charlotte chase
    chelsea cherish chetan cheyenne chiamaka chiara chibuzo chidi chika chinedu chioma chipo chloe christopher chun
    cian ciara ciaran cj claudia clay clementine clemmie cleo cliff cody cohen colby cole coleen connie connor conor
    conrad cooper cora coral corey cormac cosmin costel courtney crystal dagmara daisy daisy-mae dakota dale damian
    damien damilola dan danail dani daniel daniela daniella danielle daniils daniyal danni danny dante danyal darcey
    darcie darcy daria darius dariusz darnell daryan davina dawid dawit dayo dean deano declan dee deen deepak
    deepika deeqa delilah delsa demi denisa deniz denzel deqa desislava devansh dexter dhruv diana diego dilan
    dilara dimitar dimitri dina diogo divya diya dolly dominic dominik don dorothy dougie dovydas dragos drew duarte
    dulcie dumitru dylan ebere ebony ebrahim ebuka eddie eden edgars edie edison edith eduard eesa efe effie efua
    eilidh eira ekene elara eleanor eleanora elena eleni eli eliana elias elif elijah elina elisa elise elisha
    eliska elissa eliza elizabeth ella ella-mae ella- rose elle ellen ellie ellie-mae ellie-may elliemae elliot
    elliott ellis ellz elnaz elodie eloise elouise elsa elsie elspeth elyas emaan eman emeka emil emilia emilie
    emilija emilio emily emine emir emmanuel emmie emre enitan enzo eoin erica erik erin esha esmae esme esmee
    esmeralda esteban esther ethan etienne etta eva evan evangeline eve evelyn evie evie-mae ewa ewan eylul eyob
    ezekiel ezra fabian faduma fadumo fahad fahim faisal faith faiza falak farah farai farhan farhiya farida farooq
    fatiha fatima fatimah fatma fatou fazal fearne federico felicity felix femi fergus fern ffion fikadu filip
    filippo finlay finley finn finnley fiona fletcher fleur flora florence florentina florin flynn folake fowsiya
    fox francesca francisco frankie franklin fraser freddie freddy frederick freya funmi fynley gabija gabriel
    gabriela gabriele gabriella gabrielle gaurav gayatri gemma gene genevieve georgi georgia georgiana georgie
    georgina gergana gethin gheorghe ghulam gia ginevra ginny giorgia giovanni giulia glen goldie goncalo gosia
    grace gracie gracie-mae grant grayson greta gruffydd grzegorz guilherme gulzar gurdeep gurpreet gursimran gwen
    haben habib hadi hadia hadiya hafsa hafsah haider hakan haleema halima halle hallie hamid hamza hamzah hana
    hanna hannah haoyu hari haris harjit harlan harleen harley harlow harman harmony haroon harper harpreet harriet
    harris harrison harry harshil harun harvey harvir hasan haseeb hashim hasnain hassan hasti hatice hattie haya
    hayden hayley heath heaven hector heidi helena henrietta henry hermela hermione hettie hiba hibaq hieu hina hira
    hoang hodan holly honey hope hossein hristo hubert huda hudson hugh hugo humaid humaira humza hunter huong husna
    hussain huxley ianis iara ibraheem ibrahim ibtisam idris iestyn ifeanyi ifeoma ifrah ignas igor ijaz ikenna
    ikram ikran ilhan ilinca ilyas imaan iman imani imogen imran imtiaz inaaya inaya inayah india indie indigo ines
    ioan iona ionela ionut iqra irfan iris isa isaac isabel isabella isabelle isaiah isha ishaan ishani ishaq
    ishtiaq isla isla-mae isla-rose ismaeel ismail isobel isobelle israa issa issy iulia iulian iva ivan ivaylo ivy
    iyanu iyla izaan izabella izzie izzy jacek jack jackson jacob jacqueline jad jade jaden jadon jago jagoda jahmal
    jai jaiden jaime jake jakub jamaal jamal jamel james jameson jamie jamila janis jannat jared jaroslaw jase
    jasleen jasmin jasmine jasper jaspreet javed javier jax jaxon jaxson jaxx jay jayce jayda jaydan jayde jayden
    jaydon jayla jaylen jaylon jayson jaz jeevan jemima jemma jena jenna jenson jeremiah jeremy jess jessica jessie
    jett jia jiahao jiaxin jiayi jide jimmy jj joana joao jobe jodie joe joel joey johnny jokubas jola jolie jonah
    jonas jonny jonty jordan jorge jose joseph josephine josh joshua josiah josie joy juan jude julia julian juliet
    juliette jumoke junaid juno justin juwairiyah kaan kabir kacey kacper kai kaia kaiden kaif kairo kaitlin kaitlyn
    kaixin kajus kaleb kallum kaloyan kamil kamila kamile kamran kane karim karina karol karolina karzan kasey
    kashif kasia kasim kaspar kassidy katarzyna kate katelyn katie katya kavya kawa kaya kayden kayla kaylah kaylan
    kaylee kayleigh kayley kayson kaz keanu keaton keegan keelan keeley keelie kehinde keira keiran keisha kelechi
    kelis kelsey kelsie kemi kenny kenya kenza kenzie kenzo kerem keya kez kezia khadija khadijah khadra khaleesi
    khalid khalil khanh khloe khurram kian kiana kianna kiara kidus kiera kieran kimberley kimberly kimora kinga
    kingsley kiran kirpal kirsty kit kitty kj klaudia kobe kobi koby kody kofi kojo konrad korey kornel kotryna
    kourtney krish krishna kristaps kristiyan krupa krystian krzysztof kudzai kunle kurtis kwabena kwadwo kwame
    kwesi kya kyan kyla kylan kyle kymani kyra kyran kyrie kyron lacey lacie laiba laila laith lakshmi lamar lana
    lance lara laraib larisa lateisha laurel lauren lawand layan layla layton leah leandro leanna leena leia leigha
    leighanna leighton leila leilani lena lennon lennox lenny leo leon leona leonardo leonie leonor leroy leticia
    levi lewis lexi lexi-mae lexi-may lexie leyla leyton liam liban libby lila lilah lilia lilian liliana lillia
    lillian lilliana lillianna lillie lilly lilly-mae lillymae lils lily lily-mae lilyana lilyella lina linus livia
    liyana lleyton lochlan logan lois lola lorcan lorelai lorelei lorenzo lottie lottie-mae lou louie louis louisa
    lourenco luca lucas lucia lucian luciana lucie lucy ludwik luis luisa luka lukas lukasz luke lukrecija lula
    luminita luna luqman lyla lylah lyra maaz mabel macauley macey maci macie maciej mackenzi mackenzie macy
    madalina maddi maddie maddison maddox maddy madeleine madeline madiha madison maeve mafalda magda magdalena
    mahad mahalia mahamed mahdi maheen mahir mahira mahnoor mahsa maia mair maisie maisy maja maks maksymilian
    malachi malachy malaika malak malgorzata mali malia maliha malik malika maliyah manha manpreet manveer marcel
    marcelina marcie marco marcus margarida margot mariah mariam mariama marina marisol mariyah mark marlee marley
    marli marlon marnie marshall marta martha martina maryam maryan maryum mason matas matei mateo mateusz mateuszek
    mathilda matilda matilde matteo matthew mattie matylda mawuli max maximilian maximus may maya mayah mayson maz
    mckayla mckenzie meera megan mehak mehdi mehmet mehreen mei melissa melody menna mercy meron mert merve mia
    micah michal michalina miguel mihaela mihai mihail mihir mikaeel mikael mikaela mikail mikayla mikey mikias
    mikolaj mila milan milana milena miles miley millie milly milo mils mimi mina minahil minghao mingze minnie mira
    miracle mircea miriam miroslaw misbah mishal miya mo moeez mohamed mohammad mohammed mohsin mollie molly monika
    montana montgomery monty morgan moses mubarak mudassar muhammad muhammed mulki mumtaz munashe muneeb muneeba
    munir murat murphy musa musab mustafa mya myah myla myles naba nabeel nabiha nabila nadeem nadia nadzieja naeem
    nahima nahla naila naima najma nana nancy naomi narcis nasir nasra nasreen nat natalia natalie natan natasha
    nate nathan nathanael nathaniel natnael nauman navdeep naveed navid nayla nazia neave ned neha nell nellie neo
    nevaeh ngoc ngozi nia niall niamh nicholas nicky nico nicolas nicole nicoleta nida nihal nikhil nikita nikki
    niko nikodem nikola nikolay nilufar nimco nimra nina nirav nisha nishant nkechi nnamdi noa noah noel nojus noman
    nonso noor noorah nora norah noreen nour nova nusaybah nyasha nyla nylah oaklee oakley obinna ocean octavia
    odette oisin oktawia ola olaf olamide olive oliver olivia olivia- grace oliwia oliwier oliwka ollie olly olu
    oluwadamilola oluwafemi oluwakemi oluwaseun oluwatobi oluwatomi omar omari omer onur onyeka opeyemi ophelia oren
    oreoluwa orla orlaith orlando oscar osian oskar osman otis ottie ottilie otto ovidiu owain owais owen owyn oyin
    oyinkan ozan pablo paddy paige paisley paloma palwasha paris parisa parker parsa parth parveen patience patrick
    patrycja patryk paulina pawel payton peaches pearl pedro peggy perry persephone petru peyton philippa phoebe
    phoenix phuong piotr pip pippa plamen polly pooja poppy poppy-mae poppymae porsha pranav pratik precious presley
    pria prince princess priya priyanka przemyslaw qasim quang quentin quincy quinn quynh rabia rachael radoslav
    radu rae raees rafael rafaela rafal raheem rahim rahma rahul raife raihan raihana raina raivis rajan rajesh
    rakesh ralph ralphie rana rania raniya raphael raphaella rares rasheed rashid raul raven ravi rawa raya rayan
    rayhan rayyan razvan rebeca rebin rebwar reece reed reegan reema reggie rehan rehana reid reign remi remy ren
    renae renee reon reuben rex rexx reya reyansh rhea rhianna rhiannon rhodri rhylee rhyley rhys ria rian ricardo
    riccardo rich richie ricky rico rida rihanna riley rio ripley rishi river riya riyad riyan rizwan robbie robina
    robyn rocco rocky rodrigo rohan rohini rohit rojan rojda rojin rokas roksana roman romeo romilly romy ronan
    ronnie rory rosa rosalie rosalind rosalyn rosanna rose rose-marie roshni rosie rowan roxana roxanne roxy roza
    ruairi ruben rubi rubie rubina ruby ruby-mae rudi rudo rudra rudy rufus rukhsana rumaysa ruoxi rupinder ruqayyah
    rusty ruvarashe ryan ryder ryker rylan saad saba sabah sabiha sabrina sachin sadaf sade sadia sadie saeed safa
    safaa saffah saffron safiya safiyah safiyya safiyyah safwan sagal sage sahar sahib sahil sahra saif saima saira
    sajid sajida salim salma salman sam samanta samarth samatar sameer sameera sami samia samiha samina samir samira
    samiya samra samrawit samson samuel sana sanaa sandy sania sanita sanjay santiago saoirse saphire sapphire sara
    sarina sarthak saskia savannah scarlet scarlett scott sean seb sebastian segun selam selena selin selma senait
    senan seren serena sergio serhat seth seun sevda seyi shaan shabnam shae shafiq shahbaz shahid shahida shahzad
    shaista shakira shanay shane shanelle shania shanice shaniqua shannon shanya shanza sharmarke sharmin shawn shay
    shayan shayla shazia shehroz sherelle shilan shiloh shreya shreyas shriya shubham shukri shvan sian siana sianna
    sianne sibel siddharth siddiq sidra sidrah siena sienna sierra simona simran simranjit sinem siqi sky skye skyla
    skylar skyler smita sneha sofia sofie sofija sohail sola solomon sonal sonny sophia sophie soran soraya soren
    sorin spencer srishti stan stanislaw stanley star stefan stefania stefans stella stevie storm suad subhan sufyan
    suhana sukhdeep sukhman suki sulaiman sulayman suleiman sultan sumaiya sumaya sumayya sumayyah summer sundus
    sunnie sunny suraj suresh susanna swara swaran sydney syed sylwia szymek szymon tabitha tadiwa tafadzwa taha
    tahir tahira taiwo takudzwa talal talha talia taliyah tallia tallulah talulah tamara tamia tamsin tanaka tanisha
    tanvi tanya tara tariq tarun tash tasneem tasnim tate tatenda tauseef taya tayla taylor tayo tayyab tayyaba
    teagan teddie teddy tegan teigan tejas temi temitope tendai teo teodor teodora terrell thalia thanh thao thea
    theo theodora theodore thomas thora thuy tia tiago tiana tianna tiarna tiegan tierney tiffany tilda tilly
    tilly-mae timothy tinashe tinotenda tj tobe tobi tobias toby todor tola tolga tolu toluwani tom tomas tomasz
    tomi tommaso tommy tope torin tosia trang travis trey trinity tristan tristram troy tsvetelina tuan tudor tulisa
    tunde ty tyla tylan tyler tylor tymek tymon tymoteusz tyra tyreece tyreke tyrell tyrese tyriq tyrone tyson uche
    uchenna ugne umair umaiza umar umer umut uriah urvi urwa usama usman uthman uzair uzma val valentin valentina
    vanessa vanshika varun vasco vasile vedant veer venus verity vienna vihaan vijay vikas vikram viktor viktoria
    vincent vinnie vinny vinod violet violetta vivaan vivienne vlad vy wade waheed wajid waleed wanda waqar waqas
    warren warsame weronika wesley wiktor wiktoria wilbert wilbur wilf wilfred will william willow winnie winston
    winter witold wojciech woody wren wyatt xander xanthe xavi xavier xiaoyu ximena xinyi yaa yagmur yahya yahyaa
    yanis yara yaseen yash yasin yasir yasmiin yasmin yasmina yasmine yasser yassin yemi yewande yichen yifan yigit
    yihan yilin yiran yonas yosef younis yousaf yousef youssef ysabel yuki yunus yusra yusuf yutong yuvan yuvraj
    yuxuan yvie zac zach zachariah zachary zack zafar zahid zahida zahra zaid zaiden zain zaina zainab zainabu zaine
    zainub zak zakaria zakariya zakariyya zaki zakia zander zane zara zarah zaria zayaan zayan zayd zayden zaylen
    zayn zayna zaynab zayne zeeshan zehra zeke zelda zena zephyr zeynep zhara zhwan ziggy zihan zion zixuan ziyad
    ziyu zoey zofia zofka zohaib zosia zoya zubair zuhra zulfiqar zuri zuza zuzanna zyaire
    """
)
"""More usual among children and young people than among staff; lower case."""

ADULTS = each(
    """
    agnes alan alison amanda andrea andrew andy angela anita ann anne annette anthony audrey barbara barry becky
    bernadette bernard beverley bill brenda brian bruce carl carol carole caroline carolyn catherine cathy cheryl
    chris christine claire clare clive colin craig cynthia darren dave david dawn deb debbie deborah debra denise
    dennis derek diane donald donna doreen doug douglas duncan edward eileen elaine emma eric frances frank gail
    gareth gary gavin geoff geoffrey george gerald gerard gill gillian glenn glyn gordon graham greg guy hazel
    heather helen hilary howard ian ingrid irene jackie jacqui jan jane janet janice jason jayne jean jeff jennifer
    jenny jill jo joan joanna joanne john jonathan joyce judith judy julie june karen karl kath katherine kathleen
    kathryn kathy katrina keith kelly ken kenneth kerry kevin kim kirsten laura lawrence leanne lee len lesley
    leslie linda lisa lorna lorraine louise lyn lynda lynn lynne mandy marcia margaret maria marian marie marilyn
    marion marjorie martin martyn mary maureen maurice maxine michael michele michelle mick mike moira monica morag
    muriel neil nicola nigel norma olga pam pamela pat patricia paul paula pauline penny pete peter phil philip
    phillip rachel ray raymond rebecca rhona richard rita rob robert robin rod roger ron ronald rosemary ross roy
    russell ruth sally samantha sandra sarah sharon shaun sheila shirley simon sonia stacey stephanie stephen steve
    steven stewart stuart sue susan suzanne sylvia teresa terry theresa tina toni tony tracey tracy trevor trudy
    valerie vera veronica vicki vicky victor victoria vivien wayne wendy yvette yvonne zoe
    """
)
"""More usual among adults; seen as a child's or relative's only where the words around it say so."""

ALSO_WORDS = each(
    """
    alexa ali amber ana angel angus april archer art ash aspen austin autumn bailey beau bill blessing bonnie carmen
    carol carter casey chance charity chase chelsea cherish clay cliff cooper coral dale dan daria dawn dean deen
    diana dolly don drew eden faith fern fletcher florence fox frank gail gene glen grace grant guy hari harmony
    harper hazel heath heather heaven holly honey hope hudson hunter iman india indigo iris isa israa ivy jack jade
    jan jasmine jay jean jett jo jose joy june juno kelly kenya kim kingsley kit lance laurel lee lou mali marina
    mark marshall martin mason max may melody mercy mia mike milan miles mina miracle mo montana monty murphy musa
    nat ned noor nour nova ocean ola olive orlando pam paris parker pat patience peaches pearl penny perry phoenix
    pip poppy precious presley prince princess quincy rae rana raven ray reed reign ren rex ria rich rio river rob
    robin rocky rod roman rose rosemary rowan ruby rusty ryder safa saffron sage sana sandy savannah scarlet scott
    sienna sierra sky skye sonny spencer stan stanley star stella storm sue sultan summer sunny sydney tate taylor
    teddy temi terry tia trinity troy ty val venus victor victoria violet wanda warren wesley will willow winter
    wren zion
    """
)
"""Words, months or places too: counted as a name only with a capital, and only beside a telling word."""
